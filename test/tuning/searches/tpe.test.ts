import { describe, expect, test } from 'vitest';
import { random } from '../../../src/tuning/searches/random.ts';
import { tpe } from '../../../src/tuning/searches/tpe.ts';
import { bowl, planOf, runAll } from '../synthetic.ts';

const best = (values: readonly (number | null)[]): number => Math.min(...values.map((value) => value ?? Infinity));
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const seeds = Array.from({ length: 20 }, (_, seed) => seed);
const foundBy = (search: typeof tpe, lag: number): number[] =>
  seeds.map((seed) => best(runAll(search, planOf({ seed, lag, trials: 40 }), bowl).map(({ value }) => value)));

describe.each([1, 4])('with %i trials at once', (lag) => {
  test('TPE comes closer to the lowest point of a bowl than random search with as many trials', () => {
    const [ours, drawn] = [foundBy(tpe, lag), foundBy(random, lag)];
    expect(median(ours)).toBeLessThan(median(drawn) / 2);
    // By chance alone, 17 or more of 20 would be won with p < .002.
    expect(ours.filter((value, seed) => value < drawn[seed]).length).toBeGreaterThanOrEqual(17);
  });
});

test('higher is better where it is said to be: the negative bowl is searched alike', () => {
  const lower = runAll(tpe, planOf(), bowl);
  const higher = runAll(tpe, planOf({ better: 'higher' }), (parameters) => -bowl(parameters));
  expect(higher.map(({ parameters }) => parameters)).toEqual(lower.map(({ parameters }) => parameters));
});

test('the region where fits fail is left: they fail less than half as often as by chance', () => {
  const fails = ({ rate }: Record<string, unknown>): boolean => (rate as number) > 0.01;
  const late = seeds.flatMap((seed) =>
    runAll(tpe, planOf({ seed, trials: 60 }), (parameters) => (fails(parameters) ? null : 1)).slice(30),
  );
  // By chance it is one half: .01 lies in the middle of .001 to .1 by the logarithm.
  expect(late.filter(({ parameters }) => fails(parameters)).length / late.length).toBeLessThan(0.25);
});

test('no setting is tried twice', () => {
  const trials = runAll(tpe, planOf({ trials: 80, lag: 4 }), bowl);
  expect(new Set(trials.map(({ parameters }) => JSON.stringify(parameters))).size).toBe(80);
});

test('the start of the plan is where the first trial is, for trials that begin while it is under way too', () => {
  const start = { factors: 40, rate: 0.02, prior: 3, form: 'b' };
  // Trial 8, the first that is not drawn, waits for none, so trial 0 is known by the plan alone.
  const plan = planOf({ start, lag: 9 });
  const withoutStart = planOf({ lag: 9 });
  expect(tpe.waitsFor(8, plan)).toBe(0);
  expect(tpe.suggest(0, [], plan)).toEqual(start);
  const seeds = Array.from({ length: 10 }, (_, seed) => seed);
  const differ = seeds.filter(
    (seed) =>
      JSON.stringify(tpe.suggest(8, [], { ...plan, seed })) !==
      JSON.stringify(tpe.suggest(8, [], { ...withoutStart, seed })),
  );
  expect(differ.length).toBeGreaterThan(0);
});

test('trials that run at once do not depend on what comes of each other', () => {
  const plan = planOf({ lag: 4 });
  const seen = runAll(tpe, plan, bowl);
  const trial = 25;
  const others = seen.map((each) => (each.trial > trial - 4 ? { ...each, value: 1000 } : each));
  expect(tpe.suggest(trial, others.slice(0, tpe.waitsFor(trial, plan)), plan)).toEqual(seen[trial].parameters);
});
