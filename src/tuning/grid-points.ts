import type { Parameter } from '../models/contract/parameters.ts';
import type { Space } from './space.ts';
import { countOf, optionsOf, unitOf, valueOf, type Value } from './unit.ts';

/**
 * The values of each dimension in the most even grid of at most `most` points: one more level in turn for whichever has
 * the fewest, the first declared of several, as long as the product allows it.
 */
export function gridLevels(space: Space, most: number): (readonly Value[])[] {
  const levels = space.map(({ parameter }) => levelsOf(parameter, 1));
  const product = (): number => levels.reduce((all, { length }) => all * length, 1);
  const grow = (at: number): boolean => {
    const { parameter } = space[at];
    // Two levels of an integer may round to the same value, so a number of levels may have to be left out.
    for (let count = levels[at].length + 1; count <= Math.min(most, countOf(parameter)); count++) {
      const more = levelsOf(parameter, count);
      if (more.length <= levels[at].length) continue;
      if ((product() / levels[at].length) * more.length > most) return false;
      levels[at] = more;
      return true;
    }
    return false;
  };
  for (;;) {
    const order = [...levels.keys()].sort((a, b) => levels[a].length - levels[b].length || a - b);
    if (!order.some(grow)) return levels;
  }
}

/**
 * Up to so many different values: of a number the middles of equal parts of its range, of choices the default and then
 * the first. A single level is the default, where that is in the range.
 */
function levelsOf(parameter: Parameter, count: number): readonly Value[] {
  const options = optionsOf(parameter);
  if (options) {
    const usual = options.filter((option) => option === parameter.default);
    return [...new Set([...usual, ...options])].slice(0, count);
  }
  if (count === 1) return [valueOf(parameter, unitOf(parameter, parameter.default))];
  if (parameter.kind === 'integer' && count === countOf(parameter)) {
    return Array.from({ length: count }, (_, step) => parameter.min + step);
  }
  return [...new Set(Array.from({ length: count }, (_, part) => valueOf(parameter, (part + 0.5) / count)))];
}
