import type { Parameters, Values } from '../models/contract/parameters.ts';
import { uniform } from '../random.ts';
import type { Plan } from './search.ts';
import { valueOf } from './unit.ts';

/** The setting of a number: uniform in every dimension, by the seed and this number alone. */
export function draw(number: number, { space, seed, fixed }: Plan): Values<Parameters> {
  const random = uniform(seed, 'tuning.draw');
  const drawn = space.map(({ name, parameter }, at) => [name, valueOf(parameter, random(number * space.length + at))]);
  return { ...fixed, ...Object.fromEntries(drawn) } as Values<Parameters>;
}
