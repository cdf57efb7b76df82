import type { Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, ranges, rangesOfRows } from '../../kernels/parallel.ts';
import { layersWidth } from './neumf-shape.ts';

/**
 * (These are type aliases, not interfaces, so that TypeScript takes them for parts of a state.)
 * All of a fitted NeuMF but its people, in one arena, and how someone's vector is found for it.
 */
export type NeumfItems = {
  readonly width: number;
  readonly shape: Int32Array;
  readonly tower: Float32Array;
  readonly itemVectors: Float32Array;
  /** Where everyone starts: the mean of the vectors that descent left. */
  readonly start: Float32Array;
  /** The films that others are drawn from, ascending. */
  readonly films: Int32Array;
  readonly passes: number;
  /** Others drawn for each liked film in a pass, and how often each counts. */
  readonly draws: number;
  readonly weight: number;
  readonly rate: number;
  readonly regularization: number;
  readonly damping: number;
  readonly key: number;
};

/** What follows from the above: the transposes of the layers, and what the lowest gets of each film. */
export type NeumfParts = {
  readonly turned: Float32Array;
  readonly itemParts: Float32Array;
};

/** Examples worked on at once. */
const most = 128;
/** Examples of a task: a few milliseconds. */
const taskExamples = 10_000;
const filmsAtOnce = 1024;

/** The parts of a model, made where `float32` says. O(films · lowest layer). */
export function neumfParts(
  { shape, width, tower, itemVectors }: Pick<NeumfItems, 'shape' | 'width' | 'tower' | 'itemVectors'>,
  float32: (length: number) => Float32Array,
): NeumfParts {
  const { kernels } = Arena.of(itemVectors)!;
  const turned = float32(tower.length);
  kernels.neumfTurn(shape.byteOffset, tower.byteOffset, turned.byteOffset);
  const films = itemVectors.length / width;
  const itemParts = float32(films * shape[2]);
  for (const [first, last] of ranges(films, filmsAtOnce)) {
    const given = [itemVectors.byteOffset, width, shape.byteOffset, tower.byteOffset] as const;
    kernels.neumfItemParts(first, last, ...given, itemParts.byteOffset);
  }
  return { turned, itemParts };
}

/** The vector of who likes these films, ascending. O(films · draws · passes · weights). */
export function neumfVector(items: NeumfItems & NeumfParts, liked: Int32Array): Float32Array {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const rows = { starts: region.place(Uint32Array.of(0, liked.length)), indexes: region.place(liked) };
    const vector = region.float32(items.width);
    const scratch = region.uint8(scratchBytes(items));
    arena.kernels.neumfUsers(...task(items, rows, vector, 0, 1), scratch.byteOffset);
    return vector.slice();
  } finally {
    region.release();
  }
}

/** The same for everyone, to the bit, into the rows of `userVectors`; all arrays are in one arena. */
export function neumfVectors(
  items: NeumfItems & NeumfParts,
  liked: Pick<Rows, 'starts' | 'indexes'>,
  userVectors: Float32Array,
  context: Context,
): Promise<void> {
  const tasks = rangesOfRows(liked.starts, taskExamples / items.passes / (1 + items.draws)).map(([from, to]) =>
    task(items, liked, userVectors, from, to),
  );
  return parallel(Arena.of(items.itemVectors)!, { kernel: 'neumfUsers', tasks, scratch: scratchBytes(items) }, context);
}

/** For three rows of a vector's numbers, one of the input and two of the lowest layer, and the examples themselves. */
const scratchBytes = ({ width, shape }: NeumfItems): number =>
  4 * (3 * width + shape[1] + 2 * shape[2] + most * (2 + 2 * layersWidth(shape, 1)));

const task = (
  items: NeumfItems & NeumfParts,
  { starts, indexes }: Pick<Rows, 'starts' | 'indexes'>,
  userVectors: Float32Array,
  from: number,
  to: number,
): Call<'neumfUsers'> => [
  from,
  to,
  starts.byteOffset,
  indexes.byteOffset,
  items.films.byteOffset,
  items.films.length,
  items.draws,
  items.weight,
  userVectors.byteOffset,
  items.itemVectors.byteOffset,
  items.itemParts.byteOffset,
  items.width,
  items.shape.byteOffset,
  items.tower.byteOffset,
  items.turned.byteOffset,
  items.start.byteOffset,
  items.passes,
  items.rate,
  items.regularization,
  items.damping,
  items.key,
  most,
];
