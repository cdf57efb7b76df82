import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { Arena } from '../kernels/arena.ts';
import { defineModel } from './contract/define-model.ts';
import { widthFor } from './contract/factor-model.ts';
import { similarFactors, topSimilarFactors } from './contract/similar-factors.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { implicitParts } from './least-squares/implicit-users.ts';
import { ridgeParameters } from './least-squares/ridge-users.ts';
import { explainTemporal } from './temporal/explain-temporal.ts';
import { levels, periodStarts } from './temporal/film-periods.ts';
import { temporalDescent, temporalDescentMemory, type TemporalVectors } from './temporal/temporal-descent.ts';
import { byTemporalFactors } from './temporal/temporal-scores.ts';
import { temporalParameters } from './temporal/temporal-parameters.ts';
import {
  temporalUser,
  temporalUsers,
  temporalUsersMemory,
  timedOf,
  type TemporalItems,
} from './temporal/temporal-users.ts';
import { timedRowsMemory, timedRowsOfMany, type TimedRows } from './temporal/timed-rows.ts';

const parameters = {
  factors: integer({ default: 64, min: 1, max: 500, scale: 'log', search: [8, 128], about: 'length of the vectors' }),
  epochs: integer({ default: 45, min: 1, max: 500, scale: 'log', search: [10, 80], about: 'passes over the ratings' }),
  learningRate: real({ default: 0.008, min: 1e-4, max: 1, scale: 'log', search: [3e-3, 0.03], about: 'step size' }),
  regularization: real({
    default: 0.1,
    min: 0,
    max: 1,
    scale: 'log',
    search: [0.01, 0.3],
    about: 'pull towards zero at each step',
  }),
  implicitLearningRate: real({
    default: 0.0015,
    min: 1e-5,
    max: 1,
    scale: 'log',
    search: [3e-4, 0.01],
    about: 'step size of what is learned from which films were rated',
  }),
  implicitRegularization: real({
    default: 0.005,
    min: 0,
    max: 1,
    scale: 'log',
    search: [1e-3, 0.1],
    about: 'its pull towards zero at each step',
  }),
  ...temporalParameters,
  initialDeviation: real({
    default: 0.01,
    min: 1e-4,
    max: 1,
    scale: 'log',
    search: false,
    about: 'spread of the random start',
  }),
  itemDamping: real({
    default: 10,
    min: 0,
    max: 100,
    search: [0, 25],
    about: "ratings of prior weight in each of a film's offsets, at the end",
  }),
  ...ridgeParameters,
  ridge: real({ ...ridgeParameters.ridge, default: 0.05 }),
  prior: real({ ...ridgeParameters.prior, default: 4 }),
  users: choice({
    default: 'solved',
    among: ['solved', 'learned'],
    search: false,
    about: 'known people get their vector as in fold-in, or keep the one that descent left',
  }),
};

const driftColumnsFor = (drift: 'none' | 'offset' | 'taste', factors: number): number =>
  drift === 'none' ? 0 : drift === 'offset' ? 1 : factors + 1;
const widthOfItems = (factors: number, periods: number): number => widthFor(factors + 2 + periods + levels);

/** A pull by which an offset stays 0 but for rounding; finite, as a step of size 0 is multiplied by it, too. */
const endless = 1e30;

export const timesvd = defineModel({
  name: 'timesvd',
  summary:
    'svdpp whose films and people change: with the years, from day to day, and from one burst of ratings to the next.',
  choose:
    'For ratings with times, where a test is on ratings of the same days: the most accurate of the factorizations.',
  reference:
    'Koren 2009, Collaborative Filtering with Temporal Dynamics (timeSVD++); bursts and the solution for people are ours, ' +
    'a random intercept each (Laird, Ware 1982)',
  feedback: 'explicit',
  needs: ['times'],
  parameters,
  matrices: { userVectors: 'userWidth', itemVectors: 'width', itemImplicit: 'width' },

  memory(size, { factors, periods, drift }) {
    const columns = factors + 1 + driftColumnsFor(drift, factors);
    const width = widthOfItems(factors, periods);
    return (
      2 * timedRowsMemory(size) +
      temporalDescentMemory(size, factors, periods) +
      temporalUsersMemory(size, columns, width) +
      4 * (size.users * widthFor(columns) + 2 * size.items * width + 4 * size.ratings)
    );
  },

  async fit(ratings, options, context) {
    const { factors, drift, periods, dayDamping, burstDamping, occasions, pause, driftDamping } = options;
    const region = ratings.arena.region();
    try {
      const starts = periodStarts(ratings.byUser.times!, periods);
      const timed = await timedRowsOfMany(ratings.byUser, { periodStarts: starts, pause }, region, context);
      const pulls = region.float32(timed.occasionCounts.length);
      const burstPull = occasions === 'days' ? endless : burstDamping;
      for (let at = 0; at < timed.days.length; at++) {
        if (timed.days[at] < 0) continue;
        pulls[timed.days[at]] = dayDamping / timed.occasionCounts[timed.days[at]];
        pulls[timed.bursts[at]] = burstPull / timed.occasionCounts[timed.bursts[at]];
      }
      const descent = await temporalDescent(ratings, timed, pulls, options, region, context);

      const width = widthOfItems(factors, periods);
      const driftColumns = driftColumnsFor(drift, factors);
      const items: TemporalItems = {
        mean: ratings.mean,
        factors,
        width,
        ridge: options.ridge,
        prior: options.prior,
        periods,
        pause,
        driftColumns,
        driftScale: 1 / Math.sqrt(driftDamping),
        dayVariance: 1 / dayDamping,
        burstVariance: occasions === 'days' ? 0 : 1 / burstDamping,
        userWidth: widthFor(factors + 1 + driftColumns),
        periodStarts: starts,
        itemVectors: region.float32(ratings.items.size * width),
        itemImplicit: region.float32(ratings.items.size * width),
      };
      unpackItems(descent, ratings, items, options.itemDamping);
      const userVectors = region.float32(ratings.users.size * items.userWidth);
      const occasionOffsets = region.float32(timed.occasionCounts.length);
      if (options.users === 'solved') await temporalUsers(items, timed, userVectors, occasionOffsets, context);
      else await takeLearned(descent, items, timed, { userVectors, occasionOffsets }, context);
      // The region goes back, so what stays is copied.
      return {
        ...items,
        itemVectors: items.itemVectors.slice(),
        itemImplicit: items.itemImplicit.slice(),
        userVectors: userVectors.slice(),
        occasionStarts: timed.occasionStarts.slice(),
        occasionOffsets: occasionOffsets.slice(),
      };
    } finally {
      region.release();
    }
  },

  foldIn(items, history) {
    return temporalUser(items, history);
  },

  known(items, user, history) {
    const { userWidth, userVectors, occasionStarts, occasionOffsets } = items;
    return {
      vector: userVectors.subarray(user * userWidth, (user + 1) * userWidth),
      occasionOffsets: occasionOffsets.subarray(occasionStarts[user], occasionStarts[user + 1]),
      timed: timedOf(items, history),
    };
  },

  ...byTemporalFactors,

  explain(items, user, item) {
    return explainTemporal(items, user, item);
  },

  similar: similarFactors,
  similarBatch: topSimilarFactors,
});

/**
 * The rows of `itemVectors` and of `itemImplicit`. As in svdpp, the offset of a film that few have rated is pulled towards
 * zero at the end.
 */
function unpackItems(
  { length, itemLength, itemRows }: TemporalVectors,
  ratings: Ratings,
  { factors, width, periods, itemVectors, itemImplicit }: TemporalItems,
  itemDamping: number,
): void {
  const { starts } = ratings.byItem;
  for (let item = 0; item < ratings.items.size; item++) {
    const row = itemRows.subarray(item * itemLength, (item + 1) * itemLength);
    const count = starts[item + 1] - starts[item];
    itemVectors.set(row.subarray(0, factors), item * width);
    itemVectors[item * width + factors] = 1;
    const offsets = row.subarray(2 * length, 2 * length + 1 + periods + levels);
    offsets[0] *= count / (count + itemDamping || 1);
    itemVectors.set(offsets, item * width + factors + 1);
    itemImplicit.set(row.subarray(length, length + factors), item * width);
  }
}

/** What descent learned of each user: z + p, mean + offset, drifts, and the offsets of all occasions. */
async function takeLearned(
  { length, userLength, userRows, occasionOffsets: learned }: TemporalVectors,
  items: TemporalItems,
  timed: TimedRows,
  { userVectors, occasionOffsets }: { userVectors: Float32Array; occasionOffsets: Float32Array },
  context: Context,
): Promise<void> {
  const { factors, width, userWidth, driftColumns, driftScale, mean } = items;
  const region = Arena.of(userVectors)!.region();
  try {
    const parts = region.float32((timed.starts.length - 1) * width);
    await implicitParts(items, timed, { parts, left: region.float32(timed.values.length) }, context);
    occasionOffsets.set(learned);
    for (let user = 0; user * userWidth < userVectors.length; user++) {
      const row = userRows.subarray(user * userLength, (user + 1) * userLength);
      const own = userVectors.subarray(user * userWidth, (user + 1) * userWidth);
      for (let f = 0; f < factors; f++) own[f] = row[f] + parts[user * width + f];
      own[factors] = mean + row[2 * length];
      for (let f = 0; f + 1 < driftColumns; f++) own[factors + 1 + f] = row[length + f] / driftScale;
      if (driftColumns > 0) own[factors + driftColumns] = row[2 * length + 1] / driftScale;
    }
  } finally {
    region.release();
  }
}
