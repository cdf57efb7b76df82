import { describe, expect, test } from 'vitest';
import { halving, rungsOf } from '../../../src/tuning/searches/halving.ts';
import { bowl, planOf, runAll } from '../synthetic.ts';

describe('the rungs of successive halving, by hand', () => {
  test.each([
    [27, 81, ['27×3', '9×9', '3×27', '1×81']],
    [27, 30, ['27×1', '9×3', '3×10', '1×30']],
    [30, 10, ['30×1', '10×3', '3×10']],
    [2, 30, ['2×30']],
    [100, 1, ['100×1']],
    [3, 3, ['3×1', '1×3']],
  ])('%i settings and %i epochs', (trials, epochs, expected) => {
    const plan = planOf({ trials, epochs });
    expect(rungsOf(plan).map(({ count, epochs: each }) => `${count}×${each}`)).toEqual(expected);
    expect(halving.total(plan) - 1).toBe(expected.reduce((sum, rung) => sum + Number(rung.split('×')[0]), 0));
  });
});

test('the best third of each rung goes on with three times the epochs', () => {
  const plan = planOf({ trials: 27, epochs: 27 });
  const trials = runAll(halving, plan, bowl);
  const settings = (from: number, to: number): string[] =>
    trials
      .slice(1 + from, 1 + to)
      .toSorted((a, b) => a.value! - b.value!)
      .map(({ parameters }) => JSON.stringify({ ...parameters, epochs: 0 }));
  expect(settings(27, 36)).toEqual(settings(0, 27).slice(0, 9));
  expect(settings(36, 39)).toEqual(settings(0, 27).slice(0, 3));
  expect(trials.slice(28, 37).map(({ parameters }) => parameters.epochs)).toEqual(new Array<number>(9).fill(3));
  expect(trials.at(-1)!.parameters).toEqual({
    ...trials.slice(1).toSorted((a, b) => a.value! - b.value!)[0].parameters,
    epochs: 27,
  });
});

test('the last rung ends at the best of all settings, where a figure does not depend on the epochs', () => {
  const trials = runAll(halving, planOf({ trials: 27, epochs: 27, better: 'higher' }), bowl);
  expect(trials.at(-1)!.value).toBe(Math.max(...trials.slice(1).map(({ value }) => value!)));
});

test('a setting whose fit failed does not go on; a new one takes its place', () => {
  const trials = runAll(halving, planOf({ trials: 9, epochs: 9 }), (_, trial) => (trial < 8 ? null : trial));
  const first = trials.slice(1, 10).map(({ parameters }) => parameters.rate);
  expect(trials.slice(10, 13).map(({ parameters }) => first.indexOf(parameters.rate))).toEqual([7, 8, -1]);
});

test('what is usual is tried in full at once, so that a slow start does not lose it', () => {
  const start = { factors: 40, rate: 0.02, prior: 3, form: 'b' };
  const plan = planOf({ trials: 27, epochs: 30, start });
  const early = runAll(halving, plan, ({ epochs, ...setting }) => bowl(setting) + (epochs === 30 ? 0 : 9));
  expect(early[0]).toMatchObject({ parameters: { ...start, epochs: 30 }, value: 0 });
  expect(halving.waitsFor(1, plan)).toBe(0);
  expect(halving.remark!(plan)).toBe('27 settings in 40 fits, and the start in full');
});

test('a plan without epochs is refused', () => {
  const { epochs: _, ...plan } = planOf();
  expect(() => halving.total(plan)).toThrow(expect.objectContaining({ code: 'USAGE' }) as Error);
});
