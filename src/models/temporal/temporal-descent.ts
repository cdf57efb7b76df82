import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { fillNormal } from '../../random.ts';
import type { Size } from '../contract/define-model.ts';
import { areFinite, diverged } from '../contract/diverged.ts';
import { widthFor } from '../contract/factor-model.ts';
import { groupsFor, userRounds } from '../descent/user-rounds.ts';
import { levels } from './film-periods.ts';
import type { TimedRows } from './timed-rows.ts';

export interface TemporalDescentOptions {
  readonly factors: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly regularization: number;
  readonly implicitLearningRate: number;
  readonly implicitRegularization: number;
  readonly drift: 'none' | 'offset' | 'taste';
  readonly driftLearningRate: number;
  readonly driftRegularization: number;
  readonly periods: number;
  readonly periodLearningRate: number;
  readonly periodDamping: number;
  readonly frequencyLearningRate: number;
  readonly frequencyDamping: number;
  readonly occasionLearningRate: number;
  readonly initialDeviation: number;
}

/** What descent for timeSVD++ changes, in the training data's arena. */
export interface TemporalVectors {
  /** The factors rounded up to a multiple of 4: how long p, a, q and y are, with zeros at the end. */
  readonly length: number;
  /** Rows of `userLength` numbers: p, a, bᵤ, αᵤ, 0, 0. */
  readonly userLength: number;
  readonly userRows: Float32Array;
  /** Rows of `itemLength` numbers: q, y, bᵢ, one offset a period, one a level, 0 … */
  readonly itemLength: number;
  readonly itemRows: Float32Array;
  readonly occasionOffsets: Float32Array;
}

const userLengthFor = (factors: number): number => 2 * widthFor(factors) + 4;
const itemLengthFor = (factors: number, periods: number): number =>
  2 * widthFor(factors) + widthFor(1 + periods + levels);

/** The bytes that the descent takes beside the timed rows. */
export const temporalDescentMemory = ({ users, items, ratings }: Size, factors: number, periods: number): number =>
  4 * users * userLengthFor(factors) +
  4 * items * (itemLengthFor(factors, periods) * (1 + groupsFor(ratings)) + groupsFor(ratings)) +
  4 * (items * widthFor(1 + periods + levels) + 6 * ratings);

/** Films a task of merging: some tens of microseconds each. */
const filmsAtOnce = 512;

/**
 * Stochastic gradient descent for timeSVD++ (see the kernel timesvd) on several threads, with the same result on any
 * number of them: groups of users on copies of the films' rows, merged in fixed order, as in `implicitDescent`.
 * `occasionPulls`: the λ of each occasion. @throws DIVERGED
 */
export async function temporalDescent(
  { arena, items, mean }: Ratings,
  timed: TimedRows,
  occasionPulls: Float32Array,
  options: TemporalDescentOptions,
  region: Region,
  context: Context,
): Promise<TemporalVectors> {
  const vectors = temporalStart(timed.starts.length - 1, items.size, timed, options, region, context);
  const { length, itemLength, userRows, itemRows, occasionOffsets } = vectors;
  const count = groupsFor(timed.values.length);
  const alone = count === 1; // then it works on the films' rows themselves
  const copies = region.float32(alone ? 0 : count * itemRows.length);
  const stamps = region.int32(alone ? 0 : count * items.size);
  const columns = columnsOf(timed, options.periods, region);
  const itemPulls = pullsOf(timed, items.size, columns, itemLength - 2 * length, options, region);
  const steps = region.place(Float32Array.from(stepsOf(options)));
  const addresses = [timed.starts, timed.indexes, timed.values, timed.deviations, columns.periods, columns.levels];
  const [starts, indexes, values, deviations, periodColumns, levelColumns] = addresses.map((array) => array.byteOffset);
  const taskOf = ([from, to]: readonly [number, number], group: number, round: number): Call<'timesvd'> => [
    ...([from, to, starts, indexes, values, deviations, periodColumns, levelColumns] as const),
    timed.days.byteOffset,
    timed.bursts.byteOffset,
    userRows.byteOffset,
    occasionOffsets.byteOffset,
    occasionPulls.byteOffset,
    itemRows.byteOffset,
    itemLength - 2 * length,
    itemPulls.byteOffset,
    copies.byteOffset + group * itemRows.byteLength,
    alone ? 0 : stamps.byteOffset + 4 * group * items.size,
    round,
    length,
    Number(options.drift === 'taste'),
    mean,
    steps.byteOffset,
  ];
  const mergesOf = (round: number): Parameters<Kernels['mergeCopies']>[] =>
    ranges(items.size, filmsAtOnce).map(([first, last]) => [
      ...([first, last, itemRows.byteOffset, items.size, itemLength, length] as const),
      ...([copies.byteOffset, stamps.byteOffset, count, round] as const),
    ]);

  const rounds = userRounds(timed.starts);
  let round = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const shares of rounds) {
      round++; // so that no stamp says it yet
      const tasks = shares.map((share, group) => taskOf(share, group, round));
      await parallel(arena, { kernel: 'timesvd', tasks, scratch: 8 * length }, context);
      if (!alone) await parallel(arena, { kernel: 'mergeCopies', tasks: mergesOf(round) }, context);
    }
    context.progress(epoch + 1, options.epochs, 'epochs');
    if (!areFinite(userRows, itemRows, occasionOffsets)) {
      throw diverged('timesvd', epoch, 'learningRate', options.learningRate);
    }
  }
  return vectors;
}

/** Rates and penalties in the order that the kernel wants them. */
const stepsOf = (options: TemporalDescentOptions): number[] => [
  options.learningRate,
  options.regularization,
  options.implicitLearningRate,
  options.implicitRegularization,
  options.drift === 'none' ? 0 : options.driftLearningRate,
  options.driftRegularization,
  options.periodLearningRate,
  options.frequencyLearningRate,
  options.occasionLearningRate,
];

/** Periods and levels as places among an item's offsets, the first of which is bᵢ. */
const columnsOf = ({ periods, levels: own }: TimedRows, count: number, region: Region) => ({
  periods: region.place(periods.map((period) => (period < 0 ? -1 : 1 + period))),
  levels: region.place(own.map((level) => (level < 0 ? -1 : 1 + count + level))),
});

/** The λ of each item's periods and levels: the prior's weight, shared among the ratings there. */
function pullsOf(
  { indexes }: TimedRows,
  items: number,
  columns: { readonly periods: Int32Array; readonly levels: Int32Array },
  itemOffsets: number,
  { periods, periodDamping, frequencyDamping }: TemporalDescentOptions,
  region: Region,
): Float32Array {
  const counts = region.float32(items * itemOffsets);
  for (const [at, item] of indexes.entries()) {
    for (const column of [columns.periods[at], columns.levels[at]])
      if (column > 0) counts[item * itemOffsets + column]++;
  }
  for (let at = 0; at < counts.length; at++) {
    const damping = at % itemOffsets <= periods ? periodDamping : frequencyDamping;
    counts[at] = damping / (counts[at] || 1);
  }
  return counts;
}

/** Random vectors, as svdpp has them; drifts and offsets of 0. */
function temporalStart(
  users: number,
  items: number,
  { occasionCounts }: TimedRows,
  { factors, periods, initialDeviation: deviation }: TemporalDescentOptions,
  region: Region,
  { seed }: Context,
): TemporalVectors {
  const length = widthFor(factors);
  const [userLength, itemLength] = [userLengthFor(factors), itemLengthFor(factors, periods)];
  const userRows = region.float32(users * userLength);
  const itemRows = region.float32(items * itemLength);
  const fill = (target: Float32Array, from: number, index: number, purpose: string): void =>
    fillNormal(target.subarray(from, from + factors), seed, purpose, { deviation, first: index * factors });
  for (let user = 0; user < users; user++) fill(userRows, user * userLength, user, 'timesvd.users');
  for (let item = 0; item < items; item++) {
    fill(itemRows, item * itemLength, item, 'timesvd.items');
    fill(itemRows, item * itemLength + length, item, 'timesvd.implicit');
  }
  const occasionOffsets = region.float32(occasionCounts.length);
  return { length, userLength, userRows, itemLength, itemRows, occasionOffsets };
}
