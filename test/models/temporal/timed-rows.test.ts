import { expect, test } from 'vitest';
import { levelOf, periodOf, periodStarts } from '../../../src/models/temporal/film-periods.ts';
import { occasionAt } from '../../../src/models/temporal/occasion-at.ts';
import { timedRows } from '../../../src/models/temporal/timed-rows.ts';

const day = 86_400;
/** 2 films at a time not known; 3 on one day, of which two in a burst; 1 the second before midnight and 1 at it. */
const times = Uint32Array.of(5 * day, 0, 2 * day + 100, 2 * day + 130, 0, 2 * day + 5000, 5 * day - 1);
const rows = {
  starts: Uint32Array.of(0, 7, 8),
  indexes: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 0),
  values: Float32Array.of(1, 2, 3, 4, 5, 1, 2, 3),
  times: Uint32Array.of(...times, 7),
};
const timed = timedRows(rows, { periodStarts: Uint32Array.of(0, 3 * day), pause: 30 });

test('ratings come in order of time, of one time by film, and know their day, burst, period and level', () => {
  expect([...timed.indexes]).toEqual([1, 4, 2, 3, 5, 6, 0, 0]);
  expect([...timed.values]).toEqual([2, 5, 3, 4, 1, 2, 1, 3]);
  expect([...timed.days]).toEqual([-1, -1, 0, 0, 0, 3, 5, 7]);
  // 30 seconds are no longer than the pause, 4,870 are; midnight parts what a second would not.
  expect([...timed.bursts]).toEqual([-1, -1, 1, 1, 2, 4, 6, 8]);
  expect([...timed.occasionCounts]).toEqual([3, 2, 1, 1, 1, 1, 1, 1, 1]);
  expect([...timed.occasionStarts]).toEqual([0, 7, 9]);
  expect([...timed.periods]).toEqual([-1, -1, 0, 0, 0, 1, 1, 0]);
  expect([...timed.levels]).toEqual([-1, -1, 0, 0, 0, 0, 0, 0]);
});

test('a deviation is the distance in years from the mean of the known times to the power .4, and its sign', () => {
  const middle = (5 * day + (2 * day + 100) + (2 * day + 130) + (2 * day + 5000) + (5 * day - 1)) / 5;
  expect(timed.deviations[6]).toBeCloseTo(((5 * day - middle) / (365.25 * day)) ** 0.4, 6);
  expect(timed.deviations[2]).toBeCloseTo(-(((middle - 2 * day - 100) / (365.25 * day)) ** 0.4), 6);
  expect([timed.deviations[0], timed.deviations[7]]).toEqual([0, 0]);
});

test('a time belongs to the burst of the nearest rating of its day within the pause', () => {
  const own = timedRows(
    { starts: Uint32Array.of(0, 7), indexes: rows.indexes.slice(0, 7), values: rows.values, times },
    {
      periodStarts: Uint32Array.of(0),
      pause: 30,
    },
  );
  const at = (time: number) => occasionAt(own, time, 30);
  expect(at(2 * day + 100)).toEqual({ day: 0, burst: 1 });
  expect(at(2 * day + 160)).toEqual({ day: 0, burst: 1 });
  expect(at(2 * day + 161)).toEqual({ day: 0, burst: -1 });
  expect(at(2 * day + 4980)).toEqual({ day: 0, burst: 2 });
  expect(at(5 * day - 20)).toEqual({ day: 3, burst: 4 });
  expect(at(5 * day + 20)).toEqual({ day: 5, burst: 6 });
  expect(at(4 * day - 1)).toEqual({ day: -1, burst: -1 });
  expect(at(7)).toEqual({ day: -1, burst: -1 });
});

test('periods hold equal numbers of known times, and a time outside is in the first or the last', () => {
  const starts = periodStarts(Uint32Array.of(90, 0, 10, 20, 50, 30, 0, 40), 3);
  expect([...starts]).toEqual([0, 30, 50]);
  expect([1, 29, 30, 49, 50, 1e9].map((time) => periodOf(starts, time))).toEqual([0, 0, 1, 1, 2, 2]);
});

test('levels are whole logarithms to base 4, the last without an end', () => {
  expect([1, 3, 4, 15, 16, 63, 64, 255, 256, 1e6].map(levelOf)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});
