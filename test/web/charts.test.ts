import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { edaSections } from '../../src/charts/eda/define-eda-chart.ts';
import { letters, onDark } from '../../src/report/html/chart-colors.ts';
import { plainRows } from '../../src/web/graphs/plain-rows.ts';
import { readingOf } from '../../src/web/graphs/reading-of.ts';
import { roundTop } from '../../src/web/graphs/round-top.ts';
import { sectionsOf } from '../../src/web/graphs/sections-of.ts';

test('sections stand under the titles and in the order that the page of eda has; one that is not known comes last', () => {
  const chart = (chart: string, section: string) => ({ chart, section, title: chart, description: '' });
  const ids = Object.keys(edaSections);
  const sections = sectionsOf([chart('new', 'moods'), ...ids.toReversed().map((id) => chart(id, id))]);
  expect(sections.map(({ title }) => title)).toEqual([...Object.values(edaSections), 'moods']);
  expect(sectionsOf([chart('a', 'films'), chart('explorer', 'films')])[0].charts[0].chart).toBe('explorer');
});

test('in the dark, charts have the colors that they have in reports', async () => {
  const style = (await readFile('src/web/graphs/chart-figure.css', 'utf8')).toLowerCase();
  for (const [color, instead] of onDark.filter(([color]) => color !== '#000000')) {
    expect(style).toContain(`[fill='${color}'] {\n  fill: light-dark(${color}, ${instead});`.toLowerCase());
    expect(style).toContain(`[stroke='${color}'] {\n  stroke: light-dark(${color}, ${instead});`.toLowerCase());
  }
  for (const [color, light, dark] of letters) {
    expect(style).toContain(`text[fill='${color}'] {\n  fill: light-dark(${light}, ${dark});`.toLowerCase());
  }
});

test('CSV becomes rows, numbers as numbers and nothing as null, wherever it stands', () => {
  const values = 'title,mean\nHeat,3.9\nCats,';
  const spec = { hconcat: [{ data: { values, format: { type: 'csv', parse: { mean: 'number' } } } }], width: 5 };
  expect(plainRows(spec)).toEqual({
    hconcat: [
      {
        data: {
          values: [
            { title: 'Heat', mean: 3.9 },
            { title: 'Cats', mean: null },
          ],
          format: undefined,
        },
      },
    ],
    width: 5,
  });
});

test('an axis ends at the next of 1, 2 and 5', () => {
  expect([0, 0.3, 1, 1.2, 3, 7, 99, 450].map(roundTop)).toEqual([1, 0.5, 1, 2, 5, 10, 100, 500]);
});

test('how to read a chart stands in its subtitle, of one line or several, or nowhere', () => {
  expect(readingOf({ title: { text: 'T', subtitle: ['One', 'two.'] } })).toBe('One two.');
  expect(readingOf({ title: { text: 'T', subtitle: 'One.' } })).toBe('One.');
  expect(['T', null, { text: 'T' }].map((title) => readingOf({ title }))).toEqual(['', '', '']);
});
