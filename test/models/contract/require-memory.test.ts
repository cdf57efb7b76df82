import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import type { MovierecError } from '../../../src/errors.ts';
import { requireMemory } from '../../../src/models/contract/require-memory.ts';
import { resolve } from '../../../src/models/contract/parameters.ts';
import { definitionOf, modelNames } from '../../../src/models/registry.ts';
import { twoTastes } from '../../fixtures/ratings.ts';

const ratings = twoTastes();
const check = (name: string, available?: number): string[] => {
  const said: string[] = [];
  const definition = definitionOf(name);
  const context = createContext({ log: (message) => said.push(message) });
  requireMemory(definition, ratings, resolve(definition, {}), context, available);
  return said;
};

test.each(modelNames)('%s says what it needs before it starts', (name) => {
  expect(check(name)).toEqual([
    expect.stringMatching(new RegExp(`^${name} needs up to \\d+ MB for 60 people and 42 films$`)) as unknown,
  ]);
});

test('what the machine has not free is refused by name, with both numbers and what to do', () => {
  expect(() => check('svd', 2 ** 10)).toThrow(
    expect.objectContaining({
      code: 'OUT_OF_MEMORY',
      message: expect.stringMatching(/^svd needs \d+ MB, and this machine has free 1 MB\.$/) as string,
      hint: expect.stringContaining('movierec clean --min-movie-ratings') as string,
    }) as Error,
  );
});

test.each(modelNames)('the hint for %s names only a setting that it has, and one that makes it smaller', (name) => {
  const { parameters } = definitionOf(name);
  let hint = '';
  try {
    check(name, 0);
  } catch (error) {
    hint = (error as MovierecError).hint ?? '';
  }
  expect(hint).toContain('movierec clean --min-movie-ratings');
  const [, setting, value] = /--set (\w+)=(\d+)/.exec(hint) ?? [];
  expect(setting !== undefined).toBe(['factors', 'hidden', 'minRatings'].some((one) => isLarge(one, parameters[one])));
  if (setting)
    expect(resolve({ name, parameters }, { [setting]: Number(value) })).toHaveProperty(setting, Number(value));
});

/** Whether a default leaves something to save. */
const isLarge = (name: string, parameter?: { readonly default: unknown }): boolean =>
  parameter !== undefined &&
  (name === 'minRatings'
    ? Number(parameter.default) < 20
    : Number(parameter.default) > (name === 'factors' ? 32 : 100));

test('what one computation cannot hold is refused on any machine: 4 GB for a matrix of 40,000 films', () => {
  const definition = definitionOf('ease');
  const parameters = resolve(definition, {});
  const needed = definition.memory({ users: 1e5, items: 40_000, ratings: 2e7 }, parameters);
  expect(needed).toBeGreaterThan(4 * 40_000 ** 2);
  expect(needed).toBeGreaterThan(2 ** 32);
});
