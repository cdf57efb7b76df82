import { expect, test } from 'vitest';
import { columnWidths } from '../../../src/report/pdf/blocks/column-widths.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('each column is as wide as it wishes where there is room', () => {
  expect(
    columnWidths(
      [
        { most: 40, least: 10 },
        { most: 60, least: 10 },
      ],
      100,
    ),
  ).toEqual([40, 60]);
});

test('a narrow column keeps its width, and wide ones share the rest', () => {
  const widths = columnWidths(
    [
      { most: 300, least: 20 },
      { most: 20, least: 20 },
      { most: 300, least: 20 },
    ],
    200,
  );
  expect(widths).toEqual([90, 20, 90]);
});

test('the room is used up, no column is narrower than its longest word, and none wider than it wishes', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const wishes = Array.from({ length: 1 + (seed % 6) }, (_, at) => {
      const least = 5 + ((seed * 37 + at * 53) % 40);
      return { least, most: least + ((seed * 91 + at * 17) % 200) };
    });
    const room = 240;
    const widths = columnWidths(wishes, room);
    expect(sum(widths)).toBeCloseTo(Math.min(room, sum(wishes.map(({ most }) => most))), 6);
    for (const [at, { least, most }] of wishes.entries()) {
      expect(widths[at]).toBeGreaterThanOrEqual(least - 1e-9);
      expect(widths[at]).toBeLessThanOrEqual(most + 1e-9);
    }
  }
});

test('where there is no room for the longest words, all give way alike', () => {
  expect(
    columnWidths(
      [
        { most: 90, least: 80 },
        { most: 50, least: 20 },
      ],
      50,
    ),
  ).toEqual([40, 10]);
});
