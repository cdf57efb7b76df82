import type { Context } from '../../context.ts';
import { scoreFactors, scoreFactorsBatch, scoreFactorsOf, type Vector } from '../contract/factor-model.ts';
import { topFactors } from '../contract/top-factors.ts';
import type { Lists, User } from '../contract/define-model.ts';
import { levelOf, periodOf } from './film-periods.ts';
import { occasionAt, type Occasion } from './occasion-at.ts';
import type { TemporalItems, TemporalUser } from './temporal-users.ts';
import { deviationOf, middleOf } from './timed-rows.ts';

/** What a time says of a person. */
export interface Moment {
  /** As far as the regression has it: scaled, and within the person's own time, since drift does not go on for ever. */
  readonly deviation: number;
  readonly period: number;
  /** -1 where the person rated nothing that day. */
  readonly level: number;
  /** The offsets of the day and the burst; where they are not among the person's, what these are on average. */
  readonly occasion: number;
}

/** No occasion of a person's. */
const nowhere: Occasion = { day: -1, burst: -1 };

/** A person as of `history.at`, or where it is absent as of their last rating and the films' last period. */
export function momentOf(
  items: TemporalItems,
  { history: { at }, timed, occasionOffsets }: User<TemporalUser>,
): Moment {
  const { times, occasionCounts, days, bursts } = timed;
  const known = times.subarray(times.findIndex((time) => time > 0));
  const last = items.periodStarts.length - 1;
  const deviationAt = (time: number): number => items.driftScale * deviationOf(time, middleOf(known));
  if (times.length === 0 || times[times.length - 1] === 0) {
    return { deviation: 0, period: at === undefined ? last : periodOf(items.periodStarts, at), level: -1, occasion: 0 };
  }
  const [from, to] = [known[0], known[known.length - 1]];
  const offsetOf = (occasion: number, all: Int32Array): number => {
    if (occasion >= 0) return occasionOffsets[occasion];
    return all.reduce((sum, own) => sum + (own < 0 ? 0 : occasionOffsets[own]), 0) / known.length;
  };
  const { day, burst } = at === undefined ? nowhere : occasionAt(timed, at, items.pause);
  return {
    deviation: deviationAt(Math.min(Math.max(at ?? to, from), to)),
    period: at === undefined ? last : periodOf(items.periodStarts, at),
    level: day < 0 ? -1 : levelOf(occasionCounts[day]),
    occasion: offsetOf(day, days) + offsetOf(burst, bursts),
  };
}

/** The vector whose products with the films' are the scores at the moment of the person's history. */
function vectorAt(items: TemporalItems, user: User<TemporalUser>): Vector {
  const { factors, width, driftColumns, periods } = items;
  const { deviation, period, level, occasion } = momentOf(items, user);
  const vector = new Float32Array(width);
  vector.set(user.vector.subarray(0, factors + 1));
  for (let column = factors + 1; column < factors + 1 + driftColumns; column++) {
    vector[column - driftColumns] += deviation * user.vector[column];
  }
  vector[factors] += occasion;
  vector[factors + 1] = 1;
  vector[factors + 2 + period] = 1;
  if (level >= 0) vector[factors + 2 + periods + level] = 1;
  return { vector };
}

/** The members of a model that score: those of any model of vectors, of the vectors as of a moment. */
export const byTemporalFactors = {
  score(items: TemporalItems, user: User<TemporalUser>, scores: Float32Array): void {
    scoreFactors(items, vectorAt(items, user), scores);
  },
  scoreItems(items: TemporalItems, user: User<TemporalUser>, wanted: Int32Array, scores: Float32Array): void {
    scoreFactorsOf(items, vectorAt(items, user), wanted, scores);
  },
  scoreBatch(
    items: TemporalItems,
    users: readonly User<TemporalUser>[],
    scores: Float32Array,
    context: Context,
  ): Promise<void> {
    return scoreFactorsBatch(
      items,
      users.map((user) => vectorAt(items, user)),
      scores,
      context,
    );
  },
  topBatch(
    items: TemporalItems,
    users: readonly User<TemporalUser>[],
    k: number,
    out: Uint8Array,
    context: Context,
  ): Promise<Lists> {
    const vectors = users.map((user) => ({ history: user.history, ...vectorAt(items, user) }));
    return topFactors(items, vectors, k, out, context);
  },
};
