import type { Context } from '../../context.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel } from '../../kernels/parallel.ts';
import type { Deviations } from './deviation-rows.ts';

/** Someone's rated films, what is added to the deviations from each, and what to the mean of all that. */
export interface Deviator {
  readonly items: Int32Array;
  readonly values: Float32Array;
  readonly level: number;
}

/** Numbers that the kernel works on at a time. */
const scratchBytes = 4 * 512;

/** The scores of all items for one person, NaN where no film that they rated says anything. */
export function deviationScores(deviations: Deviations, person: Deviator, scores: Float32Array): void {
  if (person.items.length === 0) return;
  const { rows, width } = deviations;
  const own = rows.get(person.items);
  const region = rows.arena.region();
  try {
    const found = region.float32(width);
    const scratch = region.uint8(scratchBytes).byteOffset;
    rows.arena.kernels.averageDeviations(...call(deviations, person, own, [0, width], found, region), scratch);
    scores.set(found.subarray(0, scores.length));
  } finally {
    region.release();
  }
}

/** The scores of some items only, the same to the bit: the kernel has four at a time, of which one is taken. */
export function deviationScoresOf(
  deviations: Deviations,
  person: Deviator,
  items: Int32Array,
  scores: Float32Array,
): void {
  if (person.items.length === 0) return;
  const { rows, width } = deviations;
  const own = rows.get(person.items);
  const region = rows.arena.region();
  try {
    const found = region.float32(width);
    const scratch = region.uint8(scratchBytes).byteOffset;
    const [addresses, values, count, , , ...rest] = call(deviations, person, own, [0, 0], found, region);
    for (const [at, item] of items.entries()) {
      const four = item & ~3;
      rows.arena.kernels.averageDeviations(addresses, values, count, four, four + 4, ...rest, scratch);
      scores[at] = found[item];
    }
  } finally {
    region.release();
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
    const films = Int32Array.from(new Set(group.flatMap(({ items }) => [...items])));
    await rows.use(films, context, async (own) => {
      const rowOf = new Map(own.map((row, at) => [films[at], row]));
      const region = rows.arena.region();
      try {
        const found = group.map(() => region.float32(width).fill(NaN));
        const tasks = group.flatMap((person, at) => {
          const mine = Array.from(person.items, (item) => rowOf.get(item)!);
          return mine.length > 0 ? [call(deviations, person, mine, [0, width], found[at], region)] : [];
        });
        await parallel(rows.arena, { kernel: 'averageDeviations', tasks, scratch: scratchBytes }, context);
        for (const [at, row] of found.entries()) scores.set(row.subarray(0, count), (first + at) * count);
      } finally {
        region.release();
      }
    });
  }
}

function call(
  { width, weighted }: Deviations,
  { items, values, level }: Deviator,
  rows: readonly Float32Array[],
  [first, last]: [number, number],
  found: Float32Array,
  region: Region,
): Call<'averageDeviations'> {
  const addresses = region.uint32(items.length);
  for (const [at, row] of rows.entries()) addresses[at] = row.byteOffset;
  const placed = region.float32(items.length);
  placed.set(values);
  return [
    addresses.byteOffset,
    placed.byteOffset,
    items.length,
    first,
    last,
    Number(weighted),
    width,
    level,
    found.byteOffset,
  ];
}
