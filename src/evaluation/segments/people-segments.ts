import { countOf, type Measure } from '../measure.ts';
import type { Groups } from './grouping.ts';
import type { Segmented } from './summarize-segments.ts';

/** The measures of a model, group by group: who is not in a group has no part in its measures. */
export function peopleSegments(
  measures: ReadonlyMap<string, Measure>,
  keys: readonly string[],
  { names, of }: Groups,
): Segmented['groups'] {
  const chosen = keys.flatMap((key) => (measures.has(key) ? [[key, measures.get(key)!] as const] : []));
  const people = chosen[0]?.[1].parts.weight.length ?? 0;
  const isIn = names.map(() => new Uint8Array(people));
  for (let row = 0; row < people; row++) for (const group of of(row)) isIn[group][row] = 1;
  return names.map((name, group) => {
    const only = (values: Float64Array): Float64Array => values.map((value, row) => value * isIn[group][row]);
    const own = chosen.map(([key, measure]) => {
      const { sums, weight } = measure.parts;
      return [key, { ...measure, parts: { sums: sums.map(only), weight: only(weight) } }] as const;
    });
    return { name, people: Math.max(0, ...own.map(([, { parts }]) => countOf(parts))), measures: new Map(own) };
  });
}
