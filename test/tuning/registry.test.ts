import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { integer, resolve } from '../../src/models/contract/parameters.ts';
import { definitionOf } from '../../src/models/registry.ts';
import { searches, searchNames, searchOf } from '../../src/tuning/registry.ts';
import { spaceOf } from '../../src/tuning/space.ts';
import { bowl, planOf, runAll } from './synthetic.ts';

describe.each(searches)('the search $name', (search) => {
  const plans = [
    planOf(),
    planOf({ trials: 1 }),
    planOf({ lag: 4, trials: 17 }),
    planOf({ better: 'higher', seed: 9 }),
  ];

  test.each(plans)('has as many trials as it says, and waits for none that is not before it (%#)', (plan) => {
    const total = search.total(plan);
    expect(total).toBeGreaterThan(0);
    for (let trial = 0; trial < total; trial++) {
      expect(search.waitsFor(trial, plan)).toBeLessThanOrEqual(trial);
      if (trial > 0) {
        expect(search.waitsFor(trial, plan)).toBeGreaterThanOrEqual(search.waitsFor(trial - 1, plan));
      }
    }
    expect(runAll(search, plan, bowl)).toHaveLength(total);
  });

  test.each(plans)('gives the same trials again (%#)', (plan) => {
    expect(runAll(search, plan, bowl)).toEqual(runAll(search, plan, bowl));
  });

  test.each([1, 4])(
    'goes on from fewer trials to more as if unbroken, unless its size is fixed (%i at once)',
    (lag) => {
      const [whole, ...parts] = [60, 40, 9, 8, 5, 1].map((trials) => planOf({ trials, lag }));
      const trials = runAll(search, whole, bowl);
      const isUnbroken = parts.every((part) =>
        isDeepStrictEqual(runAll(search, part, bowl), trials.slice(0, part.trials)),
      );
      expect(isUnbroken).toBe(!search.isOfFixedSize(whole));
      for (const part of parts) expect(search.isOfFixedSize(part)).toBe(search.isOfFixedSize(whole));
    },
  );

  test('suggests only what the model takes, and every parameter that is searched', () => {
    const model = definitionOf('svd');
    const plan = planOf({ space: spaceOf(model, { fixed: { factors: 9 } }), fixed: { factors: 9 } });
    for (const { parameters } of runAll(search, plan, ({ ridge }) => ridge as number)) {
      expect(resolve(model, parameters)).toMatchObject({ ...parameters, factors: 9 });
      for (const { name } of plan.space) expect(parameters).toHaveProperty(name);
    }
  });

  test('bears that all trials fail', () => {
    const plan = planOf({ lag: 3 });
    expect(runAll(search, plan, () => null)).toHaveLength(search.total(plan));
  });

  test('bears that all trials are equal', () => {
    const plan = planOf();
    expect(runAll(search, plan, () => 1)).toHaveLength(search.total(plan));
  });
});

test.each(['random', 'tpe', 'grid'])('%s tries each of a few settings once', (name) => {
  const few = [{ name: 'steps', parameter: integer({ default: 2, min: 1, max: 5, about: '' }) }];
  const plan = planOf({ space: few, lag: 4 });
  const trials = runAll(searchOf(name), plan, () => 0);
  expect(searchOf(name).isOfFixedSize(plan)).toBe(true);
  expect(trials.map(({ parameters }) => parameters.steps).sort()).toEqual([1, 2, 3, 4, 5]);
});

test.each(['random', 'tpe'])('%s draws others with another seed', (name) => {
  const [first, second] = [1, 2].map((seed) => runAll(searchOf(name), planOf({ seed }), bowl));
  expect(first[0].parameters).not.toEqual(second[0].parameters);
});

test.each(searchNames)('%s tries the start of the plan first, and in full', (name) => {
  const start = { factors: 40, rate: 0.02, prior: 3, form: 'b' };
  const plan = planOf({ start, fixed: { steps: 2 }, epochs: 30 });
  const { parameters } = runAll(searchOf(name), plan, bowl)[0];
  const { epochs = 30, steps, ...rest } = parameters as Record<string, unknown>;
  expect(steps).toBe(2);
  expect({ epochs, rest }).toEqual({ epochs: 30, rest: start });
});

test.each(['random', 'tpe', 'halving'])('%s draws the others as without a start, and keeps what is fixed', (name) => {
  const start = { factors: 40, rate: 0.02, prior: 3, form: 'b' };
  const trials = runAll(searchOf(name), planOf({ start, fixed: { steps: 2 } }), bowl);
  for (const { parameters } of trials) expect(parameters.steps).toBe(2);
  const others = runAll(searchOf(name), planOf({ fixed: { steps: 2 } }), bowl);
  expect(trials.slice(1, 8)).toEqual(others.slice(1, 8));
});

test('a search there is not is refused with the names of those there are', () => {
  expect(() => searchOf('guess')).toThrow(
    expect.objectContaining({ code: 'USAGE', hint: `There are: ${searchNames.join(', ')}.` }) as Error,
  );
});
