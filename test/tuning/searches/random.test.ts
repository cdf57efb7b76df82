import { expect, test } from 'vitest';
import { random } from '../../../src/tuning/searches/random.ts';
import { unitOf } from '../../../src/tuning/unit.ts';
import { planOf, runAll, space } from '../synthetic.ts';

test('draws are uniform in every dimension, by the moments of the uniform distribution', () => {
  const trials = runAll(random, planOf({ trials: 4000 }), () => 0);
  for (const { name, parameter } of space.filter((dimension) => dimension.parameter.kind === 'real')) {
    const units = trials.map(({ parameters }) => unitOf(parameter, parameters[name]));
    const mean = units.reduce((sum, unit) => sum + unit, 0) / units.length;
    const variance = units.reduce((sum, unit) => sum + (unit - mean) ** 2, 0) / units.length;
    expect(mean).toBeCloseTo(1 / 2, 1);
    expect(variance).toBeCloseTo(1 / 12, 2);
  }
});

test('a trial depends on nothing but its number, so that more trials begin with the same', () => {
  const [few, many] = [10, 40].map((trials) => runAll(random, planOf({ trials }), () => 0));
  expect(many.slice(0, 10)).toEqual(few);
});
