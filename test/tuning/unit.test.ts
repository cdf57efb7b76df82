import { describe, expect, test } from 'vitest';
import { choice, flag, integer, real, type Parameter } from '../../src/models/contract/parameters.ts';
import { countOf, placeOf, unitOf, valueOf } from '../../src/tuning/unit.ts';

const about = '';
const rate = real({ default: 0.01, min: 0.001, max: 1, scale: 'log', about });
const share = real({ default: 0.5, min: 0, max: 2, about });
const factors = integer({ default: 8, min: 1, max: 16, scale: 'log', about });
const steps = integer({ default: 3, min: 0, max: 4, about });
const form = choice({ default: 'b', among: ['a', 'b', 'c'], about });
const biased = flag({ default: true, about });

describe('a number between 0 and 1 stands for a value', () => {
  test.each<[string, Parameter, number, unknown]>([
    ['a logarithm halfway from .001 to 1 is √.001', rate, 0.5, 0.03162],
    ['the lower end', rate, 0, 0.001],
    ['the upper end', rate, 1, 1],
    ['a linear range', share, 0.25, 0.5],
    ['the last of the choices at 1', form, 1, 'c'],
    ['a third of the way a choice ends', form, 0.34, 'b'],
    ['a flag', biased, 0.51, true],
    ['four digits', share, 1 / 3, 0.6667],
  ])('%s', (_, parameter, unit, value) => {
    expect(valueOf(parameter, unit)).toBe(value);
  });

  test('a range from 0 has no logarithm and is taken evenly', () => {
    expect(valueOf({ ...rate, min: 0 }, 0.5)).toBe(0.5);
  });
});

test.each<[string, Parameter, readonly unknown[]]>([
  ['integers', steps, [0, 1, 2, 3, 4]],
  ['integers by their logarithm', factors, Array.from({ length: 16 }, (_, at) => at + 1)],
  ['choices', form, ['a', 'b', 'c']],
  ['flags', biased, [false, true]],
])('%s go to a number and back', (_, parameter, values) => {
  expect(countOf(parameter)).toBe(values.length);
  for (const value of values) expect(valueOf(parameter, unitOf(parameter, value as number))).toBe(value);
});

test('the place of a number is where it stands in its range, that of a choice is its index', () => {
  expect(placeOf(share, 0.5)).toBeCloseTo(0.25, 12);
  expect(placeOf(rate, 0.1)).toBeCloseTo(2 / 3, 12);
  expect(placeOf(form, 'c')).toBe(2);
  expect(placeOf(biased, true)).toBe(1);
});

test.each([
  ['integers', steps],
  ['choices', form],
  ['flags', biased],
])('%s have equal shares', (_, parameter) => {
  const times = new Map<unknown, number>();
  const draws = 6000;
  for (let at = 0; at < draws; at++) {
    const value = valueOf(parameter, (at + 0.5) / draws);
    times.set(value, (times.get(value) ?? 0) + 1);
  }
  expect(times.size).toBe(countOf(parameter));
  for (const count of times.values()) expect(count).toBeCloseTo(draws / countOf(parameter), -1);
});

test('an integer on a logarithmic scale has the share of the logarithm that is rounded to it', () => {
  const draws = 20_000;
  const fours = Array.from({ length: draws }, (_, at) => valueOf(factors, (at + 0.5) / draws)).filter((v) => v === 4);
  expect(fours.length / draws).toBeCloseTo(Math.log(4.5 / 3.5) / Math.log(16.5 / 0.5), 3);
});

test('there is no end of real numbers', () => {
  expect(countOf(rate)).toBe(Infinity);
});
