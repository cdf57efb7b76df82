import type { Context } from '../../context.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import type { LikenessRows } from './likeness-rows.ts';

/** What an item-based neighborhood predicts with: see the kernel `averageRated`. */
export interface RatedNeighbors {
  readonly likeness: LikenessRows;
  readonly neighbors: number;
  readonly minimumNeighbors: number;
  readonly prior: number;
  /** For each item, up to a multiple of 4, in the arena of the rows. */
  readonly levels: Float32Array;
  readonly spreads: Float32Array;
}

/** Someone's rated films, what each of these ratings says, how much it counts, and the level added to every score. */
export interface Rater {
  readonly items: Int32Array;
  readonly values: Float32Array;
  /** What the likeness of each film is multiplied by, from above 0 to 1. */
  readonly weights: Float32Array;
  readonly level: number;
}

/** Similarities that a task looks at: a few milliseconds. */
const taskSize = 500_000;

/** The scores of all items for one person, NaN where there are too few neighbors. */
export function ratedScores(model: RatedNeighbors, rater: Rater, scores: Float32Array): void {
  if (rater.items.length === 0) return;
  const { arena } = model.likeness;
  const rows = model.likeness.get(rater.items);
  const region = arena.region();
  try {
    const found = region.float32(model.levels.length);
    const scratch = region.uint8(scratchBytes(rater)).byteOffset;
    for (const call of calls(model, rater, rows, found, region)) arena.kernels.averageRated(...call, scratch);
    scores.set(found.subarray(0, scores.length));
  } finally {
    region.release();
  }
}

/** The scores of some items only, the same to the bit: the kernel has four at a time, of which one is taken. */
export function ratedScoresOf(model: RatedNeighbors, rater: Rater, items: Int32Array, scores: Float32Array): void {
  if (rater.items.length === 0) return;
  const { arena } = model.likeness;
  const rows = model.likeness.get(rater.items);
  const region = arena.region();
  try {
    const found = region.float32(model.levels.length);
    const scratch = region.uint8(scratchBytes(rater)).byteOffset;
    const [[addresses, values, weights, count, , , ...rest]] = calls(model, rater, rows, found, region);
    for (const [at, item] of items.entries()) {
      const four = item & ~3;
      arena.kernels.averageRated(addresses, values, weights, count, four, four + 4, ...rest, scratch);
      scores[at] = found[item];
    }
  } finally {
    region.release();
  }
}

/** The scores of all items for many people, on all threads; to the bit, since a score does not depend on others. */
export async function ratedScoresOfMany(
  model: RatedNeighbors,
  raters: readonly Rater[],
  scores: Float32Array,
  context: Context,
): Promise<void> {
  const itemCount = scores.length / raters.length;
  const width = model.levels.length;
  for (const [first, last] of model.likeness.groups(raters.map(({ items }) => items))) {
    const group = raters.slice(first, last).filter(({ items }) => items.length > 0);
    const films = Int32Array.from(new Set(group.flatMap(({ items }) => [...items])));
    await model.likeness.use(films, context, async (rows) => {
      const rowOf = new Map(rows.map((row, at) => [films[at], row]));
      const region = model.likeness.arena.region();
      try {
        const found = raters.slice(first, last).map(() => region.float32(width).fill(NaN));
        const tasks = raters.slice(first, last).flatMap((rater, at) => {
          const own = Array.from(rater.items, (item) => rowOf.get(item)!);
          return rater.items.length > 0 ? calls(model, rater, own, found[at], region) : [];
        });
        const scratch = Math.max(...group.map(scratchBytes), 0);
        await parallel(model.likeness.arena, { kernel: 'averageRated', tasks, scratch }, context);
        for (const [at, row] of found.entries()) scores.set(row.subarray(0, itemCount), (first + at) * itemCount);
      } finally {
        region.release();
      }
    });
  }
}

const scratchBytes = ({ items }: Rater): number => 16 * items.length;

function calls(
  { neighbors, minimumNeighbors, prior, levels, spreads }: RatedNeighbors,
  { items, values, weights, level }: Rater,
  rows: readonly Float32Array[],
  found: Float32Array,
  region: Region,
): Call<'averageRated'>[] {
  const addresses = region.uint32(items.length);
  for (const [at, row] of rows.entries()) addresses[at] = row.byteOffset;
  const [placedValues, placedWeights] = [values, weights].map((numbers) => {
    const placed = region.float32(items.length);
    placed.set(numbers);
    return placed.byteOffset;
  });
  const fours = ranges(found.length / 4, Math.ceil(taskSize / (4 * items.length)));
  return fours.map(([from, to]) => [
    addresses.byteOffset,
    placedValues,
    placedWeights,
    items.length,
    4 * from,
    4 * to,
    neighbors,
    minimumNeighbors,
    prior,
    level,
    levels.byteOffset,
    spreads.byteOffset,
    found.byteOffset,
  ]);
}

/** The rated films that a score was averaged over, by their place, and how much each of them weighs in it. */
export function nearestRated(model: RatedNeighbors, rater: Rater, item: number): { place: number; weight: number }[] {
  const alike = model.likeness.get(rater.items).map((row, place) => {
    // In float32, as the kernel has it.
    return { place, weight: Math.fround(row[item] * rater.weights[place]) };
  });
  const nearest = alike
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, model.neighbors);
  const total = nearest.reduce((sum, { weight }) => sum + weight, model.prior);
  return nearest.map(({ place, weight }) => ({ place, weight: weight / total }));
}
