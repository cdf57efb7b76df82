import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import type { VegaLiteSpec } from '../../src/charts/chart.ts';
import { renderChart, writeChart } from '../../src/charts/render.ts';
import { theme } from '../../src/charts/theme.ts';
import { emptyFolder } from '../fixtures/cli/workspaces.ts';

/** Colors on a continuous scale, whose legend is a gradient, and points cut off at the border: both have numbers in Vega. */
const shaded = (title: string): VegaLiteSpec => ({
  title,
  description: 'Points <of "three" kinds> & a line',
  config: theme,
  data: { values: [1, 2, 3].map((x) => ({ x, y: x * x })) },
  mark: { type: 'point', clip: true },
  encoding: {
    x: { field: 'x', type: 'quantitative' },
    y: { field: 'y', type: 'quantitative' },
    color: { field: 'y', type: 'quantitative' },
  },
});

test('a picture does not depend on what else was or is being drawn', async () => {
  const alone = await renderChart(shaded('One'));
  const [, , together] = await Promise.all(['Two', 'Three', 'One'].map((title) => renderChart(shaded(title))));
  expect(alone.svg).toMatch(/url\(#clip\d+\).*url\(#gradient_\d+\)/);
  expect(together.svg).toBe(alone.svg);
  expect(together.png).toEqual(alone.png);
});

test('drawing leaves the spec as it is', async () => {
  const spec = shaded('One');
  await renderChart(spec);
  expect(spec).toEqual(shaded('One'));
});

test('the alternative text is in the picture, whatever characters it has', async () => {
  const { svg } = await renderChart(shaded('One'));
  expect(svg).toContain('role="img" aria-label="Points &#60;of &#34;three&#34; kinds&#62; &#38; a line"');
});

test('letters come from the bundled font, not from the machine: the picture has ink where its text stands', async () => {
  const { svg, png } = await renderChart(shaded('Où sont les neiges – “∞”'));
  const bare = new Resvg(svg, { font: { loadSystemFonts: false }, fitTo: { mode: 'zoom', value: 2 } }).render().asPng();
  expect(png!.length).toBeGreaterThan(1.2 * bare.length);
  // Every character that the font does not have is the same box.
  const [known, another] = await Promise.all(['é', 'è'].map((title) => renderChart(shaded(title))));
  expect(Buffer.from(known.png!).equals(Buffer.from(another.png!))).toBe(false);
});

test('three files are written: the spec as JSON, an SVG and a PNG', async () => {
  const folder = join(await emptyFolder(), 'charts');
  const files = await writeChart(folder, 'three-points', shaded('One'));
  expect(files).toEqual(['three-points.vl.json', 'three-points.svg', 'three-points.png']);
  expect((await readdir(folder)).sort()).toEqual([...files].sort());
  const { svg, png } = await renderChart(shaded('One'));
  expect(JSON.parse(await readFile(join(folder, files[0]), 'utf8'))).toEqual(shaded('One'));
  expect(await readFile(join(folder, files[1]), 'utf8')).toBe(svg);
  expect(await readFile(join(folder, files[2]))).toEqual(png);
});

test('nothing is fetched: data at an address are an error that names it, and no file is written', async () => {
  const folder = await emptyFolder();
  const remote: VegaLiteSpec = { ...shaded('One'), data: { url: 'https://example.org/films.csv' } };
  await expect(writeChart(folder, 'remote', remote)).rejects.toMatchObject({
    code: 'UNEXPECTED',
    message: expect.stringContaining('https://example.org/films.csv'),
  });
  expect(await readdir(folder)).toEqual([]);
});

test('what cannot be drawn is an error, and the next chart is drawn nevertheless', async () => {
  const wrong = { ...shaded('One'), mark: 'cloud' } as unknown as VegaLiteSpec;
  const [bad, good] = await Promise.allSettled([renderChart(wrong), renderChart(shaded('One'))]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'UNEXPECTED' } });
  expect(good.status).toBe('fulfilled');
});

test('warnings are handed on: 0 has no place on a logarithmic axis', async () => {
  const spec: VegaLiteSpec = {
    data: { values: [{ x: 1 }] },
    mark: 'point',
    encoding: { x: { field: 'x', type: 'quantitative', scale: { type: 'log', zero: true } } },
  };
  expect((await renderChart(spec)).warnings.join()).toMatch(/zero/);
});

test('a label that is cut off takes the room that is left to it, not that of the whole', async () => {
  const labelled = (name: string): VegaLiteSpec => ({
    config: theme,
    data: { values: [{ name }] },
    mark: 'bar',
    encoding: { y: { field: 'name', type: 'nominal', axis: { labelLimit: 100 } } },
  });
  const widths = await Promise.all(
    ['W'.repeat(20), 'W'.repeat(300)].map(async (name) => {
      const { svg } = await renderChart(labelled(name));
      return Number(/ width="(\d+)"/.exec(svg)![1]);
    }),
  );
  expect(widths[1]).toBe(widths[0]);
});
