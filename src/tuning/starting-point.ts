import type { Parameters, Values } from '../models/contract/parameters.ts';
import type { Dimension, Space } from './space.ts';
import type { Value } from './unit.ts';

/**
 * The setting that a search begins with, so that it never ends with less than what is usual: what is searched has its
 * usual value, or the end of its range that is nearest, or the first of its choices.
 */
export function startingPoint(space: Space, usual: Values<Parameters>): Values<Parameters> {
  return Object.fromEntries(space.map((dimension) => [dimension.name, within(dimension, usual[dimension.name])]));
}

function within({ parameter }: Dimension, value: Value): Value {
  switch (parameter.kind) {
    case 'flag':
    case 'names':
      return value;
    case 'choice':
      return parameter.among.includes(value as string) ? value : parameter.among[0];
    case 'integer':
    case 'real':
      return Math.min(parameter.max, Math.max(parameter.min, value as number));
  }
}
