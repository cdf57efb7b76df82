import type { Parameters, Values } from '../models/contract/parameters.ts';
import { uniform } from '../random.ts';
import type { Plan } from './search.ts';
import { valueOf } from './unit.ts';

/** The setting of a number: 0 is the plan's start; others are uniform in every dimension, by seed and number alone. */
export function draw(number: number, { space, seed, fixed, start }: Plan): Values<Parameters> {
  const random = uniform(seed, 'tuning.draw');
  const drawn = space.map(({ name, parameter }, at) => [name, valueOf(parameter, random(number * space.length + at))]);
  return { ...fixed, ...Object.fromEntries(drawn), ...(number === 0 && start) } as Values<Parameters>;
}
