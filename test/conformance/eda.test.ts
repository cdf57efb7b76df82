import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { titleOf, type VegaLiteSpec } from '../../src/charts/chart.ts';
import { LeftOut } from '../../src/charts/eda/define-eda-chart.ts';
import { edaCharts } from '../../src/charts/eda/registry.ts';
import { drawChart } from '../../src/charts/render.ts';
import { hostileSets } from '../fixtures/charts/eda/hostile-sets.ts';
import { surveyOf } from '../fixtures/survey.ts';
import type { Tables } from '../fixtures/workspace.ts';

/** Each chart of a data set, or why there is none. */
const lookAt = (tables: Tables): Promise<Map<string, VegaLiteSpec | LeftOut>> =>
  surveyOf(tables, async (survey) => {
    const found = new Map<string, VegaLiteSpec | LeftOut>();
    for (const chart of edaCharts) {
      const data = await chart.survey(survey);
      found.set(chart.name, data instanceof LeftOut ? data : chart.spec(data));
    }
    return found;
  });

/** The same for a data set of the table, once. */
const looks = new Map<string, ReturnType<typeof lookAt>>();
function lookOnce(name: string): ReturnType<typeof lookAt> {
  if (!looks.has(name)) looks.set(name, lookAt(hostileSets[name].tables));
  return looks.get(name)!;
}

const reversed = (tables: Tables): Tables => ({
  ...tables,
  ...(tables.ratings && { ratings: tables.ratings.toReversed() }),
});

describe.each(Object.entries(hostileSets))('a data set %s', (name, { leftOut }) => {
  const drawn = async () =>
    [...(await lookOnce(name))].filter((entry): entry is [string, VegaLiteSpec] => !(entry[1] instanceof LeftOut));

  test('every chart is drawn without a warning, or left out with a clause that says why', async () => {
    for (const [chart, spec] of await lookOnce(name)) {
      if (spec instanceof LeftOut) {
        expect(spec.why, chart).toMatch(/^[a-z].{10,}[^.]$/);
        continue;
      }
      expect(JSON.stringify(spec, null, 2).length, chart).toBeLessThan(1e6);
      const { svg, warnings } = await drawChart(spec);
      expect(warnings, chart).toEqual([]);
      expect(svg, chart).not.toContain('Nothing to draw yet');
      expect(svg, chart).not.toMatch(/<(script|img|image|foreignObject)\b|href=/i);
      expect(svg, chart).not.toMatch(notInXml);
      for (const [, text] of svg.matchAll(/>([^<>]+)</g)) expect(text, chart).not.toMatch(nonsense);
    }
  });

  test('titles and alternative texts are sentences of what there is', async () => {
    for (const [chart, spec] of await drawn()) {
      for (const text of [titleOf(spec), spec.description ?? '']) {
        expect(text, chart).not.toMatch(nonsense);
        expect(text, chart).not.toMatch(/[\n\t]| {2}|\bundefined\b/);
      }
      for (const line of (spec.title as { text: string[] }).text) expect(line.length, chart).toBeLessThan(110);
    }
  });

  test('charts that make no sense for it are left out, others are there', async () => {
    const missing = [...(await lookOnce(name))].filter(([, spec]) => spec instanceof LeftOut).map(([chart]) => chart);
    for (const chart of edaCharts.map(({ name }) => name).filter((name) => name in asked)) {
      expect(missing.includes(chart), `${chart} of a data set ${name}`).toBe(leftOut.includes(chart));
    }
  });
});

/** Charts whose needs the table of hostile sets knows. */
const asked = Object.fromEntries(
  Object.values(hostileSets).flatMap(({ leftOut }) => leftOut.map((chart) => [chart, true])),
);

const nonsense = /\b(NaN|Infinity|undefined|null|\[object)\b/;
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

test.each(['as usual', 'with hostile names', 'with events only'])(
  'a data set %s looks the same whatever the order of its rows',
  async (name) => {
    const { tables } = hostileSets[name];
    const first = await lookOnce(name);
    expect(await lookAt(tables)).toEqual(first);
    expect(await lookAt(reversed(tables))).toEqual(first);
  },
);

test('long names are cut with an ellipsis where they are drawn, and whole in what tooltips show', async () => {
  const looked = await lookOnce('with hostile names');
  for (const [chart, whole] of [
    ['tags', 'a'.repeat(300)],
    ['genre-popularity', `A${'a'.repeat(299)}`],
    ['directors', 'A'.repeat(300)],
  ]) {
    const spec = looked.get(chart) as VegaLiteSpec;
    expect(JSON.stringify(compile(spec).spec), chart).toContain(whole);
    const { svg } = await drawChart(spec);
    const label = new RegExp(`>${whole.slice(0, 10)}[aA]*…<`);
    expect(svg, chart).toMatch(label);
    expect(svg.replace(/aria-label="[^"]*"/g, ''), chart).not.toContain(whole);
  }
});

test('hostile names appear as they are, as text', async () => {
  const looked = await lookOnce('with hostile names');
  const { svg } = await drawChart(looked.get('tags') as VegaLiteSpec);
  const names = ['&lt;/script&gt;&lt;img src=x', 'c:\\new\\table', 'השועל והכרוב', '千と千尋の神隠し'];
  for (const name of [...names, 'constructor', '__proto__', '&amp;lt;b&amp;gt;']) expect(svg).toContain(`>${name}`);
});

test('of events that are no ratings, no title speaks of ratings', async () => {
  for (const [chart, spec] of await lookOnce('with events only')) {
    if (!(spec instanceof LeftOut)) expect(titleOf(spec), chart).not.toMatch(/\bratings?\b/i);
  }
});
