import { expect, test } from 'vitest';
import type { Parameters, Values } from '../../src/models/contract/parameters.ts';
import { normal } from '../../src/random.ts';
import { importanceOf } from '../../src/tuning/importance.ts';
import { random } from '../../src/tuning/searches/random.ts';
import { unitOf } from '../../src/tuning/unit.ts';
import { bowl, planOf, runAll, space } from './synthetic.ts';

const plan = planOf({ trials: 200 });
const sharesOf = (figure: (parameters: Values<Parameters>, trial: number) => number | null, by = plan) =>
  Object.fromEntries(importanceOf(runAll(random, by, figure), by)!.map(({ name, share }) => [name, share]));

test('a figure that depends on one number alone gives nearly all to it and nearly nothing to the others', () => {
  const shares = sharesOf(({ rate }) => Math.log(rate as number) ** 2);
  expect(shares.rate).toBeGreaterThan(0.9);
  for (const name of ['factors', 'prior', 'form']) expect(shares[name]).toBeLessThan(0.05);
});

test('a figure that depends on a choice alone gives it all', () => {
  const shares = sharesOf(({ form }) => (form === 'b' ? 1 : 0));
  expect(shares.form).toBeCloseTo(1, 10);
});

test('noise gives about nothing to any, whatever the seed', () => {
  for (let seed = 0; seed < 10; seed++) {
    const noise = normal(seed, 'noise');
    const shares = sharesOf((_, trial) => noise(trial), planOf({ seed, trials: 200 }));
    for (const share of Object.values(shares)) expect(share).toBeLessThan(0.08);
  }
});

test('two independent effects have the shares of their variances: 4 and 1 in 5', () => {
  const [, rate, prior] = space;
  const shares = sharesOf(
    (parameters) => 2 * unitOf(rate.parameter, parameters.rate) + unitOf(prior.parameter, parameters.prior),
    planOf({ trials: 1000 }),
  );
  expect(shares.rate).toBeCloseTo(0.8, 1);
  expect(shares.prior).toBeCloseTo(0.2, 1);
});

test('shares do not depend on the unit of the figure, nor on failed trials', () => {
  const shares = sharesOf(bowl);
  const scaled = sharesOf((parameters) => 5 - 1000 * bowl(parameters), { ...plan, better: 'higher' });
  for (const { name } of space) expect(scaled[name]).toBeCloseTo(shares[name], 10);
  const trials = runAll(random, plan, bowl);
  const failed = { trial: 200, parameters: trials[0].parameters, value: null };
  expect(importanceOf([...trials, failed], plan)).toEqual(importanceOf(trials, plan));
});

test('the best values are those of the best quarter', () => {
  const importance = importanceOf(runAll(random, plan, bowl), plan)!;
  const values = runAll(random, plan, bowl)
    .sort((a, b) => a.value! - b.value!)
    .slice(0, 50)
    .map(({ parameters }) => parameters.rate as number);
  expect(importance[1].best).toEqual([Math.min(...values), Math.max(...values)]);
  expect(importance[3].best[0]).toBe('b');
});

test('fewer than 10 trials with a figure say nothing, 10 do', () => {
  const trials = runAll(random, plan, bowl);
  for (const count of [0, 1, 2, 9]) expect(importanceOf(trials.slice(0, count), plan)).toBeNull();
  const failed = trials.slice(9, 30).map((trial) => ({ ...trial, value: null }));
  expect(importanceOf([...trials.slice(0, 9), ...failed], plan)).toBeNull();
  expect(importanceOf(trials.slice(0, 10), plan)).toHaveLength(4);
});

test('equal figures have no variance to explain', () => {
  expect(Object.values(sharesOf(() => 3))).toEqual([0, 0, 0, 0]);
});

test('figures that differ by rounding alone are equal', () => {
  const rounded = ({ prior }: Values<Parameters>): number => 0.8 + 1e-15 * (prior as number);
  expect(new Set(runAll(random, plan, rounded).map(({ value }) => value)).size).toBeGreaterThan(10);
  expect(Object.values(sharesOf(rounded))).toEqual([0, 0, 0, 0]);
});
