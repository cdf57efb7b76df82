import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';
import { mae } from '../metrics/mae.ts';
import { rmse } from '../metrics/rmse.ts';
import type { Estimate } from './measure.ts';
import { Outcomes } from './outcomes.ts';
import { summarizeOutcomes } from './summarize-outcomes.ts';

/** What predicting one number for everything would give: anything worth having does better. */
export interface MeanReference {
  readonly predicting: 'mean';
  readonly rmse: Estimate;
  readonly mae: Estimate;
}

/** The errors of predicting the mean of each round's training ratings. Linear in ratings. */
export async function meanReference(
  ratings: Ratings,
  rounds: readonly Uint8Array[],
  context: Context,
): Promise<MeanReference> {
  const users = ratings.users.size;
  const outcomes = new Outcomes({ metrics: [rmse, mae], cutoffs: [], users, items: ratings.items.size });
  for (const roles of rounds) {
    const { mean } = ratings.filter((at) => roles[at] === role.train);
    const { starts, values } = ratings.filter((at) => roles[at] === role.test).byUser;
    for (let user = 0; user < users; user++) {
      const actual = values.subarray(starts[user], starts[user + 1]);
      outcomes.addRatings(user, { actual, predicted: new Float64Array(actual.length).fill(mean) });
    }
  }
  const { metrics } = await summarizeOutcomes(outcomes, context);
  return { predicting: 'mean', rmse: metrics['rmse'], mae: metrics['mae'] };
}
