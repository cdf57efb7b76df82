import { describe, expect, test } from 'vitest';
import { choice, flag, integer, parseValue, rangeOf, real, resolve } from '../../../src/models/contract/parameters.ts';

const parameters = {
  rate: real({ default: 0.01, min: 0.001, max: 1, about: 'step size' }),
  factors: integer({ default: 50, min: 1, max: 500, about: 'length' }),
  users: choice({ default: 'solved', among: ['solved', 'learned'], about: 'how' }),
  biased: flag({ default: true, about: 'offsets' }),
};
const owner = { name: 'm', parameters };
const defaults = { rate: 0.01, factors: 50, users: 'solved', biased: true };

test('defaults fill what is not given, in the order of the definition', () => {
  const resolved = resolve(owner, { biased: false, factors: 7 });
  expect(resolved).toEqual({ ...defaults, factors: 7, biased: false });
  expect(Object.keys(resolved)).toEqual(Object.keys(parameters));
  expect(resolve(owner, {})).toEqual(defaults);
});

test('both ends of a range belong to it', () => {
  expect(resolve(owner, { rate: 0.001, factors: 500 })).toMatchObject({ rate: 0.001, factors: 500 });
});

test.each([
  ['rate', 2, 'Give a number from 0.001 to 1.'],
  ['rate', NaN, 'Give a number from 0.001 to 1.'],
  ['rate', '0.1', 'Give a number from 0.001 to 1.'],
  ['factors', 0, 'Give an integer from 1 to 500.'],
  ['factors', 1.5, 'Give an integer from 1 to 500.'],
  ['factors', Infinity, 'Give an integer from 1 to 500.'],
  ['users', 'guessed', 'Give solved, learned.'],
  ['biased', 1, 'Give true or false.'],
  ['biased', 'true', 'Give true or false.'],
])('%s = %j is refused', (name, value, hint) => {
  expect(() => resolve(owner, { [name]: value })).toThrow(
    expect.objectContaining({ code: 'OPTION_RANGE', hint, message: expect.stringContaining(name) as string }) as Error,
  );
});

test.each(['factor', 'toString', '__proto__', 'constructor', ''])('there is no parameter "%s"', (name) => {
  expect(() => resolve(owner, Object.fromEntries([[name, 5]]))).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_OPTION', hint: 'It has: rate, factors, users, biased.' }) as Error,
  );
});

describe('a value from the command line', () => {
  test.each([
    ['rate', '0.5', 0.5],
    ['rate', ' 1e-2 ', 0.01],
    ['rate', '', NaN],
    ['rate', 'fast', NaN],
    ['factors', '20', 20],
    ['factors', '0x10', 16],
    ['users', 'learned', 'learned'],
    ['biased', 'true', true],
    ['biased', 'false', false],
    ['biased', 'yes', 'yes'],
  ] as const)('%s=%s is read as %j', (name, text, value) => {
    expect(parseValue(parameters[name], text)).toBe(value);
  });
});

test('ranges are said in words', () => {
  expect(Object.values(parameters).map(rangeOf)).toEqual([
    'a number from 0.001 to 1',
    'an integer from 1 to 500',
    'solved, learned',
    'true or false',
  ]);
});
