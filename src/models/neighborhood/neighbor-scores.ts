import type { Context } from '../../context.ts';
import { parallel } from '../../kernels/parallel.ts';
import { callsFor, scratchBytes, type LikeMinded, type Someone } from './like-minded.ts';

/** The scores of all items for one person, NaN where there are too few neighbors. */
export function neighborScores(model: LikeMinded, someone: Someone, scores: Float32Array): void {
  const { kernels } = model.arena;
  const region = model.arena.region();
  try {
    const calls = callsFor(model, someone, region);
    const scratch = region.uint8(Math.max(...Object.values(scratchBytes(model)))).byteOffset;
    kernels.similarities(...calls.compare, scratch);
    kernels.orderByLikeness(...calls.order, scratch);
    kernels.averageNeighbors(...calls.average, scratch);
    scores.set(calls.scores);
  } finally {
    region.release();
  }
}

/** The scores of some items only, the same to the bit. */
export function neighborScoresOf(model: LikeMinded, someone: Someone, items: Int32Array, scores: Float32Array): void {
  const { arena, averagedByItem, levels, neighbors, minimumNeighbors, prior } = model;
  const region = arena.region();
  try {
    const { compare, likeness } = callsFor(model, someone, region);
    const scratch = region.uint8(Math.max(scratchBytes(model).compare, 8 * neighbors)).byteOffset;
    arena.kernels.similarities(...compare, scratch);
    const found = region.float32(items.length);
    arena.kernels.averageRaters(
      region.place(items).byteOffset,
      items.length,
      likeness.byteOffset,
      averagedByItem.starts.byteOffset,
      averagedByItem.indexes.byteOffset,
      averagedByItem.values.byteOffset,
      neighbors,
      minimumNeighbors,
      prior,
      someone.level,
      someone.spread,
      levels.byteOffset,
      found.byteOffset,
      scratch,
    );
    scores.set(found);
  } finally {
    region.release();
  }
}

/** The scores of all items for many people, on all threads. */
export async function neighborScoresOfMany(
  model: LikeMinded,
  people: readonly Someone[],
  scores: Float32Array,
  context: Context,
): Promise<void> {
  const { arena } = model;
  const itemCount = model.levels.length;
  const scratch = scratchBytes(model);
  for (let first = 0; first < people.length; first += peopleAtOnce) {
    const region = arena.region();
    try {
      const calls = people.slice(first, first + peopleAtOnce).map((someone) => callsFor(model, someone, region));
      const compare = calls.map((call) => call.compare);
      await parallel(arena, { kernel: 'similarities', tasks: compare, scratch: scratch.compare }, context);
      const order = calls.map((call) => call.order);
      await parallel(arena, { kernel: 'orderByLikeness', tasks: order, scratch: scratch.order }, context);
      const average = calls.map((call) => call.average);
      await parallel(arena, { kernel: 'averageNeighbors', tasks: average, scratch: scratch.average }, context);
      for (const [at, call] of calls.entries()) scores.set(call.scores, (first + at) * itemCount);
    } finally {
      region.release();
    }
  }
}

/** How many people's likenesses with all others are held at once. */
const peopleAtOnce = 64;
