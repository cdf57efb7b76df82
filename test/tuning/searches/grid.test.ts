import { expect, test } from 'vitest';
import { choice, integer, real } from '../../../src/models/contract/parameters.ts';
import { gridLevels } from '../../../src/tuning/grid-points.ts';
import { grid } from '../../../src/tuning/searches/grid.ts';
import type { Space } from '../../../src/tuning/space.ts';
import { planOf, runAll, space } from '../synthetic.ts';

const counts = (trials: number, over: Space = space): number[] => gridLevels(over, trials).map(({ length }) => length);

test('levels are as even as the number of trials allows, more for what is declared first', () => {
  expect(counts(1)).toEqual([1, 1, 1, 1]);
  expect(counts(2)).toEqual([2, 1, 1, 1]);
  expect(counts(16)).toEqual([2, 2, 2, 2]);
  expect(counts(30)).toEqual([3, 2, 2, 2]);
  expect(counts(81)).toEqual([3, 3, 3, 3]);
});

test('there are no more levels than values, of which all are then taken', () => {
  const few: Space = [
    { name: 'steps', parameter: integer({ default: 1, min: 1, max: 3, scale: 'log', about: '' }) },
    { name: 'form', parameter: choice({ default: 'b', among: ['a', 'b'], about: '' }) },
    { name: 'rate', parameter: real({ default: 0.1, min: 0, max: 1, about: '' }) },
  ];
  expect(gridLevels(few, 60).map((levels) => levels.length)).toEqual([3, 2, 10]);
  expect(gridLevels(few, 60)[0]).toEqual([1, 2, 3]);
});

test('levels are the middles of equal parts of the range; a single one is the default', () => {
  const rate = { name: 'rate', parameter: real({ default: 0.3, min: 0, max: 1, about: '' }) };
  expect(gridLevels([rate], 1)).toEqual([[0.3]]);
  expect(gridLevels([rate], 4)).toEqual([[0.125, 0.375, 0.625, 0.875]]);
  expect(gridLevels(space, 2)[3]).toEqual(['a']);
});

test('the trials are every combination of the levels, once', () => {
  const plan = planOf({ trials: 40 });
  const trials = runAll(grid, plan, () => 0).map(({ parameters }) => JSON.stringify(Object.values(parameters)));
  const combined = gridLevels(space, 40).reduce<unknown[][]>(
    (all, levels) => all.flatMap((point) => levels.map((level) => [...point, level])),
    [[]],
  );
  expect(trials).toEqual(combined.map((point) => JSON.stringify(point)));
});

test('the start is the first trial: one more where it is no point of the grid, and none twice where it is', () => {
  const start = { factors: 40, rate: 0.02, prior: 3, form: 'b' };
  const points = runAll(grid, planOf({ trials: 40 }), () => 0).map(({ parameters }) => parameters);
  const beside = planOf({ trials: 40, start });
  expect(runAll(grid, beside, () => 0).map(({ parameters }) => parameters)).toEqual([start, ...points]);
  expect(grid.remark!(beside)).toBe(`a grid of ${points.length}, and the start`);
  const among = planOf({ trials: 40, start: points[7] });
  const tried = runAll(grid, among, () => 0).map(({ parameters }) => parameters);
  expect(tried).toEqual([points[7], ...points.filter((_, at) => at !== 7)]);
  expect(grid.remark!(among)).toBe(`a grid of ${points.length}`);
});
