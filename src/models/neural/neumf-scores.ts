import type { Context } from '../../context.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import type { Vector } from '../contract/factor-model.ts';
import type { NeumfItems, NeumfParts } from './neumf-people.ts';
import { layersWidth } from './neumf-shape.ts';

/** Films that the kernel works on at once, and those of a task. */
const block = 64;
const filmsAtOnce = 2048;

/** Scores all films for one user, or those in `items`, the same to the bit. */
export function scoreNeumf(
  model: NeumfItems & NeumfParts,
  { vector }: Vector,
  scores: Float32Array,
  items?: Int32Array,
): void {
  const arena = Arena.of(model.itemVectors)!;
  const region = arena.region();
  try {
    const [user, found] = [region.place(vector), region.float32(scores.length)];
    const wanted = items ? region.place(items).byteOffset : 0;
    const scratch = region.uint8(scratchBytes(model));
    arena.kernels.neumfScores(...task(model, 0, scores.length, wanted, user, found), scratch.byteOffset);
    scores.set(found);
  } finally {
    region.release();
  }
}

/** Scores all films for each user, row after row. */
export async function scoreNeumfBatch(
  model: NeumfItems & NeumfParts,
  users: readonly Vector[],
  scores: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(model.itemVectors)!;
  const region = arena.region();
  try {
    const count = scores.length / users.length;
    const found = region.float32(scores.length);
    const tasks = users.flatMap(({ vector }, at) => {
      const user = region.place(vector);
      const own = found.subarray(at * count, (at + 1) * count);
      return ranges(count, filmsAtOnce).map(([first, last]) =>
        task(model, first, last - first, 0, user, own.subarray(first)),
      );
    });
    await parallel(arena, { kernel: 'neumfScores', tasks, scratch: scratchBytes(model) }, context);
    scores.set(found);
  } finally {
    region.release();
  }
}

const scratchBytes = ({ shape }: NeumfItems): number => 4 * (block * (1 + layersWidth(shape, 1)) + shape[2]);

const task = (
  { itemVectors, itemParts, width, shape, tower }: NeumfItems & NeumfParts,
  first: number,
  count: number,
  items: number,
  user: Float32Array,
  scores: Float32Array,
): Call<'neumfScores'> => [
  first,
  count,
  items,
  user.byteOffset,
  itemVectors.byteOffset,
  itemParts.byteOffset,
  width,
  shape.byteOffset,
  tower.byteOffset,
  scores.byteOffset,
];
