import { Resvg } from '@resvg/resvg-js';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { titleOf } from '../../src/charts/chart.ts';
import { fontFiles } from '../../src/charts/fonts.ts';
import { palette } from '../../src/charts/palette.ts';
import { chartNames, chartOf, charts } from '../../src/charts/registry.ts';
import { renderChart } from '../../src/charts/render.ts';
import { examples } from '../fixtures/charts/examples.ts';

/** Every value of a property, however deep it stands. */
function valuesOf(tree: unknown, property: string): unknown[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, value]) => [
    ...(name === property ? [value] : []),
    ...valuesOf(value, property),
  ]);
}
/** The texts of a picture, each on a line of its own. */
const textsOf = (svg: string): string =>
  svg
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
const sizeOf = (svg: string): [width: number, height: number] => {
  const [, width, height] = /<svg [^>]*?width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
  return [Number(width), Number(height)];
};

describe('the registry', () => {
  test('has no name twice and gives each chart by its name', () => {
    expect(new Set(chartNames).size).toBe(chartNames.length);
    for (const chart of charts) expect(chartOf(chart.name)).toBe(chart);
  });

  test('refuses a name that there is not, with those that there are', () => {
    expect(() => chartOf('pie')).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(/tuning-history, parameter-importance/) }),
    );
  });

  test('has examples for every chart, and none without a chart', () => {
    expect(Object.keys(examples).sort()).toEqual([...chartNames].sort());
  });
});

const cases = charts.flatMap((chart) =>
  Object.entries(examples[chart.name] ?? {}).map(([example, data]) => ({ name: chart.name, example, chart, data })),
);

describe.each(cases)('$name, $example data', ({ chart, data }) => {
  const spec = chart.spec(data);

  test('the spec is JSON under 1 MB, holds its data and names no address', () => {
    const text = JSON.stringify(spec);
    expect(JSON.parse(text)).toEqual(spec);
    expect(text.length).toBeLessThan(1e6);
    const { $schema, ...rest } = spec;
    expect($schema).toMatch(/^https:\/\/vega\.github\.io\/schema\/vega-lite\/v6\.json$/);
    expect(JSON.stringify(rest)).not.toMatch(/:\/\//);
    expect(valuesOf(rest, 'url')).toEqual([]);
  });

  test('the same data give the same spec', () => {
    expect(chart.spec(structuredClone(data))).toEqual(spec);
  });

  test('there is a title, an alternative text that says more, and a title with every axis that has numbers or names', () => {
    expect(titleOf(spec).length).toBeGreaterThan(10);
    expect(titleOf(spec)).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(spec.description?.length).toBeGreaterThan(20);
    expect(spec.description).not.toMatch(/NaN|undefined|null|Infinity/);
    const axes = valuesOf(compile(spec).spec, 'axes').flat() as {
      labels?: boolean;
      title?: string;
    }[];
    for (const axis of axes.filter(({ labels }) => labels !== false)) expect(axis.title).toMatch(/\w/);
  });

  test('its colors are those of the palette', () => {
    const { config: _, ...rest } = spec;
    const colors = [...JSON.stringify(rest).matchAll(/#[\da-f]{3,8}\b/gi)].map(([color]) => color);
    expect(Object.values<string>(palette)).toEqual(expect.arrayContaining(colors));
  });

  test('it is drawn without a warning, with its title and all else inside the picture', async () => {
    const { svg, png, warnings } = await renderChart(spec);
    expect(warnings).toEqual([]);
    for (const line of (spec.title as { text: string[] }).text) expect(textsOf(svg).split('\n')).toContain(line);
    expect(svg).toMatch(/^<svg role="img" aria-label="[^"]{20,}"/);
    expect(svg.replaceAll(/ xmlns(:\w+)?="[^"]*"/g, '')).not.toMatch(/:\/\/|href/);
    expect(svg).not.toMatch(/NaN|undefined/);

    const [width, height] = sizeOf(svg);
    const drawn = new Resvg(svg, { font: { fontFiles, loadSystemFonts: false } }).innerBBox()!;
    expect(drawn.x).toBeGreaterThanOrEqual(0);
    expect(drawn.y).toBeGreaterThanOrEqual(0);
    expect(drawn.x + drawn.width).toBeLessThanOrEqual(width);
    expect(drawn.y + drawn.height).toBeLessThanOrEqual(height);

    // Signature and first chunk of a PNG: ISO/IEC 15948, 5.2 and 11.2.2.
    const image = Buffer.from(png!);
    expect(image.toString('latin1', 0, 8)).toBe('\x89PNG\r\n\x1a\n');
    expect(image.toString('latin1', 12, 16)).toBe('IHDR');
    expect(Math.abs(image.readUInt32BE(16) - 2 * width)).toBeLessThanOrEqual(1);
    expect(Math.abs(image.readUInt32BE(20) - 2 * height)).toBeLessThanOrEqual(1);
    expect(image.toString('latin1', image.length - 8, image.length - 4)).toBe('IEND');
  });
});

describe.each(charts)('$name', (chart) => {
  const { usual, single, empty } = examples[chart.name]!;

  test('the title and the alternative text say what is in the data', () => {
    const [many, one, none] = [usual, single, empty].map((data) => chart.spec(data));
    expect(new Set([many, one, none].map(titleOf)).size).toBe(3);
    expect(new Set([many.description, one.description, none.description]).size).toBe(3);
  });

  test('usual data have titled axes; where there are none, the picture says so', async () => {
    expect(valuesOf(compile(chart.spec(usual)).spec, 'axes').length).toBeGreaterThan(0);
    expect(textsOf((await renderChart(chart.spec(empty))).svg)).toContain('Nothing to draw yet');
  });

  test('drawn twice, it has the same bytes', async () => {
    const [first, second] = await Promise.all([renderChart(chart.spec(usual)), renderChart(chart.spec(usual))]);
    expect(second.svg).toBe(first.svg);
    expect(Buffer.from(second.png!).equals(Buffer.from(first.png!))).toBe(true);
  });
});
