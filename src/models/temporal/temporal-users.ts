import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import { Arena, type Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, rangesOfRows } from '../../kernels/parallel.ts';
import { solveRows, solveRowsHere, type RowEquations } from '../../kernels/solve-rows.ts';
import type { Size } from '../contract/define-model.ts';
import { widthFor, type ItemVectors } from '../contract/factor-model.ts';
import { implicitPart, implicitParts } from '../least-squares/implicit-users.ts';
import { timedRows, type TimedRows } from './timed-rows.ts';

/**
 * The films of timeSVD++: rows of `itemVectors` are q, 1, bᵢ, one offset a period, one a level of frequency, 0 …; rows of
 * `itemImplicit` are y, 0 …, both of `width` numbers. A user is z + p, as in SVD++, an offset, drifts (`driftColumns`: none;
 * 1, of the offset; or factors + 1, of the vector and the offset), and one offset for each day and burst: the ridge
 * regression of what z and the films' offsets leave of the ratings. Vectors and drifts have the penalty ridge · n + prior,
 * drifts `driftScale`⁻² times that; a day's and a burst's offset has its variance, in units of a rating's error.
 */
export type TemporalItems = ItemVectors & {
  readonly mean: number;
  readonly ridge: number;
  readonly prior: number;
  readonly periods: number;
  readonly driftColumns: number;
  readonly driftScale: number;
  readonly dayVariance: number;
  readonly burstVariance: number;
  readonly pause: number;
  readonly userWidth: number;
  readonly itemImplicit: Float32Array;
  readonly periodStarts: Uint32Array;
};

/** `vector`, of `userWidth` numbers: z + p, mean + offset, drifts, 0 …; and the history in order, with its occasions. */
export interface TemporalUser {
  readonly vector: Float32Array;
  readonly occasionOffsets: Float32Array;
  readonly timed: TimedRows;
}

/** What is regressed: the targets, and when each was given. */
type Regressed = Pick<TimedRows, 'starts' | 'indexes' | 'deviations' | 'days' | 'bursts'> & {
  readonly targets: Float32Array;
};
/** The same as an ordinary regression, row by row. */
interface Rows {
  readonly rows: Float32Array;
  readonly rowLength: number;
  readonly rowTargets: Float32Array;
}

/** Numbers of the rows that are in memory at once, unless one person has more. */
const rowsAtOnce = 2 ** 22;
/** Ratings a task: a few tenths of a millisecond. */
const ratingsAtOnce = 8000;

const columns = ({ factors, driftColumns }: TemporalItems): number => factors + 1 + driftColumns;
const rowLengthFor = (size: number): number => widthFor(size + 1);

/** The bytes that solving everyone takes at most, for vectors of so many numbers, beside what it is given. */
export const temporalUsersMemory = ({ users, items, ratings }: Size, size: number, width: number): number =>
  4 * (rowsAtOnce + items * rowLengthFor(size) + 8 * ratings + users * (width + 2));

/** One history. O(n · columns² + columns³). */
export function temporalUser(items: TemporalItems, history: History): TemporalUser {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const timed = timedOf(items, history);
    const part = implicitPart(items, { ...history, items: timed.indexes, ratings: timed.values });
    const regressed = regressedOf(items, timed, part.left, [0, 1], region);
    const rows = rowsFor(items, regressed, region);
    const vector = region.float32(items.userWidth);
    const offsets = region.float32(timed.occasionCounts.length);
    const scratch = region.float32(rows.rowLength).byteOffset;
    arena.kernels.temporalRows(...rowsTask(items, regressed, rows, 0, 1), scratch);
    solveRowsHere(arena, equations(items, regressed, rows, vector, region));
    arena.kernels.occasionOffsets(...offsetsTask(items, regressed, vector, offsets, 0, 1));
    finish(items, part.part, vector);
    return { vector: vector.slice(), occasionOffsets: offsets.slice(), timed };
  } finally {
    region.release();
  }
}

/** Everyone, into rows of `userVectors` and into `occasionOffsets`, which are in the ratings' arena: the same to the bit. */
export async function temporalUsers(
  items: TemporalItems,
  timed: TimedRows,
  userVectors: Float32Array,
  offsets: Float32Array,
  context: Context,
): Promise<void> {
  const arena = Arena.of(userVectors)!;
  const region = arena.region();
  try {
    const parts = region.float32((timed.starts.length - 1) * items.width);
    const left = region.float32(timed.values.length);
    await implicitParts(items, timed, { parts, left }, context);
    const most = rowsAtOnce / rowLengthFor(columns(items));
    for (const [from, to] of rangesOfRows(timed.starts, most)) {
      const own = userVectors.subarray(from * items.userWidth, to * items.userWidth);
      await solveSome(items, timed, left, [from, to], { vectors: own, offsets }, context);
    }
    finish(items, parts, userVectors);
  } finally {
    region.release();
  }
}

/** The regression of one person, row by row in the order of time. */
export function temporalRegression(
  items: TemporalItems,
  { timed }: TemporalUser,
): { readonly size: number; readonly rows: readonly Float32Array[]; readonly targets: Float32Array } {
  const arena = Arena.of(items.itemVectors)!;
  const region = arena.region();
  try {
    const { left } = implicitPart(items, { items: timed.indexes, ratings: timed.values });
    const regressed = regressedOf(items, timed, left, [0, 1], region);
    const rows = rowsFor(items, regressed, region);
    arena.kernels.temporalRows(...rowsTask(items, regressed, rows, 0, 1), region.float32(rows.rowLength).byteOffset);
    const size = columns(items);
    const row = (at: number): Float32Array => rows.rows.slice(at * rows.rowLength, at * rows.rowLength + size);
    return { size, rows: Array.from(rows.rowTargets.keys(), row), targets: rows.rowTargets.slice() };
  } finally {
    region.release();
  }
}

async function solveSome(
  items: TemporalItems,
  timed: TimedRows,
  left: Float32Array,
  users: readonly [number, number],
  { vectors, offsets }: { readonly vectors: Float32Array; readonly offsets: Float32Array },
  context: Context,
): Promise<void> {
  const arena = Arena.of(vectors)!;
  const region = arena.region();
  try {
    const regressed = regressedOf(items, timed, left, users, region);
    const rows = rowsFor(items, regressed, region);
    const parts = rangesOfRows(regressed.starts, ratingsAtOnce);
    const tasks = parts.map(([from, to]) => rowsTask(items, regressed, rows, from, to));
    await parallel(arena, { kernel: 'temporalRows', tasks, scratch: 4 * rows.rowLength }, context);
    await solveRows(arena, equations(items, regressed, rows, vectors, region), context);
    const last = parts.map(([from, to]) => offsetsTask(items, regressed, vectors, offsets, from, to));
    await parallel(arena, { kernel: 'occasionOffsets', tasks: last }, context);
  } finally {
    region.release();
  }
}

/** The history of one person as timed rows, in ordinary memory. */
export const timedOf = ({ periodStarts, pause }: TemporalItems, { items, ratings, times }: History): TimedRows =>
  timedRows(
    { starts: Uint32Array.of(0, items.length), indexes: items, values: ratings, ...(times && { times }) },
    { periodStarts, pause },
  );

/** What the films' offsets leave of what z leaves of the ratings of some users. */
function regressedOf(
  items: TemporalItems,
  timed: TimedRows,
  left: Float32Array,
  [firstUser, lastUser]: readonly [number, number],
  region: Region,
): Regressed {
  const [from, to] = [timed.starts[firstUser], timed.starts[lastUser]];
  const starts = timed.starts.slice(firstUser, lastUser + 1).map((start) => start - from);
  const targets = Float32Array.from(left.subarray(from, to), (value, at) => {
    const [item, period, level] = [timed.indexes[from + at], timed.periods[from + at], timed.levels[from + at]];
    return value - items.mean - itemOffset(items, item, period, level);
  });
  return {
    starts: region.place(starts),
    indexes: region.place(timed.indexes.slice(from, to)),
    targets: region.place(targets),
    deviations: region.place(timed.deviations.slice(from, to).map((deviation) => items.driftScale * deviation)),
    days: region.place(timed.days.slice(from, to)),
    bursts: region.place(timed.bursts.slice(from, to)),
  };
}

/** How a film is liked, in a period and by those who give so many ratings a day; -1 for not known. */
export function itemOffset(
  { itemVectors, factors, width, periods }: TemporalItems,
  item: number,
  period: number,
  level: number,
): number {
  const first = item * width + factors + 1;
  let offset = itemVectors[first];
  if (period >= 0) offset += itemVectors[first + 1 + period];
  if (level >= 0) offset += itemVectors[first + 1 + periods + level];
  return offset;
}

function rowsFor(items: TemporalItems, { targets }: Regressed, region: Region): Rows {
  const rowLength = rowLengthFor(columns(items));
  return { rows: region.float32(targets.length * rowLength), rowLength, rowTargets: region.float32(targets.length) };
}

function rowsTask(
  items: TemporalItems,
  regressed: Regressed,
  { rows, rowLength, rowTargets }: Rows,
  from: number,
  to: number,
): Call<'temporalRows'> {
  return [...sharedArguments(items, regressed, from, to), rows.byteOffset, rowLength, rowTargets.byteOffset];
}

const offsetsTask = (
  items: TemporalItems,
  regressed: Regressed,
  vectors: Float32Array,
  offsets: Float32Array,
  from: number,
  to: number,
): Parameters<Kernels['occasionOffsets']> => [
  ...sharedArguments(items, regressed, from, to),
  vectors.byteOffset,
  items.userWidth,
  offsets.byteOffset,
];

/** What both kernels begin with. */
const sharedArguments = (
  { dayVariance, burstVariance, itemVectors, width, factors, driftColumns }: TemporalItems,
  { starts, indexes, targets, deviations, days, bursts }: Regressed,
  from: number,
  to: number,
) =>
  [
    ...([from, to, starts.byteOffset, indexes.byteOffset, targets.byteOffset, deviations.byteOffset] as const),
    ...([days.byteOffset, bursts.byteOffset, dayVariance, burstVariance] as const),
    ...([itemVectors.byteOffset, width, factors, driftColumns] as const),
  ] as const;

function equations(
  items: TemporalItems,
  { starts }: Regressed,
  { rows, rowLength, rowTargets }: Rows,
  vectors: Float32Array,
  region: Region,
): RowEquations {
  const regularization = region.float32(starts.length - 1);
  for (let user = 0; user < regularization.length; user++) {
    regularization[user] = items.ridge * (starts[user + 1] - starts[user]) + items.prior;
  }
  return {
    starts,
    indexes: region.place(Int32Array.from(rowTargets.keys())),
    targets: rowTargets,
    vectors: rows,
    vectorStride: rowLength,
    size: columns(items),
    regularization,
    solutions: vectors,
    solutionStride: items.userWidth,
  };
}

/** Adds z, and the mean to the offset. */
function finish({ factors, width, userWidth, mean }: TemporalItems, parts: Float32Array, vectors: Float32Array): void {
  for (let user = 0; user * userWidth < vectors.length; user++) {
    for (let f = 0; f < factors; f++) vectors[user * userWidth + f] += parts[user * width + f];
    vectors[user * userWidth + factors] += mean;
  }
}
