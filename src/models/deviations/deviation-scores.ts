import type { Context } from '../../context.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import type { Deviations } from './deviation-rows.ts';

/** Someone's rated films, what is added to the deviations from each, and what to the mean of all that. */
export interface Deviator {
  readonly items: Int32Array;
  readonly values: Float32Array;
  readonly level: number;
}

/** The scores of all items for one person, NaN where no film that they rated says anything. */
export function deviationScores(deviations: Deviations, person: Deviator, scores: Float32Array): void {
  const { rows, width } = deviations;
  const region = rows.arena.region();
  try {
    const [found, weights] = [region.float32(width), region.float32(width)];
    // Of a very long history not all rows have room at once.
    for (const [from, to] of ranges(person.items.length, rows.capacity)) {
      const own = rows.get(person.items.subarray(from, to));
      const last = to === person.items.length;
      rows.arena.kernels.averageDeviations(...call(deviations, person, { own, from, last, found, weights }, region));
    }
    if (person.items.length > 0) scores.set(found.subarray(0, scores.length));
  } finally {
    region.release();
  }
}

/**
 * The scores of some items only, the same to the bit. Where they are fewer than the rated films, fewer rows are needed if
 * they are those of the items: one film is as much lower than another as that is higher, in float32 too.
 */
export function deviationScoresOf(
  deviations: Deviations,
  person: Deviator,
  items: Int32Array,
  scores: Float32Array,
): void {
  const { rows, width, weighted } = deviations;
  if (items.length >= person.items.length) {
    const all = new Float32Array(width).fill(NaN);
    deviationScores(deviations, person, all);
    for (const [at, item] of items.entries()) scores[at] = all[item];
    return;
  }
  const { fround } = Math;
  for (const [at, item] of items.entries()) {
    const [row] = rows.get(Int32Array.of(item));
    let [sum, total] = [0, 0];
    for (const [n, film] of person.items.entries()) {
      if (Number.isNaN(row[film])) continue;
      const weight = weighted ? row[width + film] : 1;
      sum = fround(sum + fround(weight * fround(person.values[n] - row[film])));
      total = fround(total + weight);
    }
    scores[at] = total > 0 ? fround(fround(person.level) + fround(sum / total)) : NaN;
  }
}

/** The scores of all items for many people, on all threads; to the bit, since a score does not depend on others. */
export async function deviationScoresOfMany(
  deviations: Deviations,
  people: readonly Deviator[],
  scores: Float32Array,
  context: Context,
): Promise<void> {
  const { rows, width } = deviations;
  const count = scores.length / people.length;
  for (const [first, last] of rows.groups(people.map(({ items }) => items))) {
    const group = people.slice(first, last);
    if (group[0].items.length > rows.capacity) {
      deviationScores(deviations, group[0], scores.subarray(first * count, last * count));
      continue;
    }
    const films = Int32Array.from(new Set(group.flatMap(({ items }) => [...items])));
    await rows.use(films, context, async (own) => {
      const rowOf = new Map(own.map((row, at) => [films[at], row]));
      const region = rows.arena.region();
      try {
        const found = group.map(() => region.float32(width));
        const tasks = group.flatMap((person, at) => {
          const mine = Array.from(person.items, (item) => rowOf.get(item)!);
          const sums = { own: mine, from: 0, last: true, found: found[at], weights: region.float32(width) };
          if (mine.length === 0) found[at].fill(NaN);
          return mine.length > 0 ? [call(deviations, person, sums, region)] : [];
        });
        await parallel(rows.arena, { kernel: 'averageDeviations', tasks }, context);
        for (const [at, row] of found.entries()) scores.set(row.subarray(0, count), (first + at) * count);
      } finally {
        region.release();
      }
    });
  }
}

/** Rows of the rated films from place `from` of a history on, and the sums that what they say is added to. */
interface Sums {
  readonly own: readonly Float32Array[];
  readonly from: number;
  readonly last: boolean;
  readonly found: Float32Array;
  readonly weights: Float32Array;
}

function call(
  { width, weighted }: Deviations,
  { values, level }: Deviator,
  { own, from, last, found, weights }: Sums,
  region: Region,
): Parameters<Kernels['averageDeviations']> {
  const addresses = region.place(Uint32Array.from(own, (row) => row.byteOffset));
  const placed = region.float32(own.length);
  placed.set(values.subarray(from, from + own.length));
  return [
    addresses.byteOffset,
    placed.byteOffset,
    own.length,
    0,
    width,
    Number(weighted),
    width,
    level,
    found.byteOffset,
    weights.byteOffset,
    Number(last),
  ];
}
