import type { Feedback } from '../dataset/ratings.ts';
import { MovierecError } from '../errors.ts';
import type { Metric } from '../metrics/metric.ts';
import { metricOf, metrics } from '../metrics/registry.ts';

/** The figure that a search is for. */
export interface Target {
  readonly metric: Metric;
  /** Where lists are cut, for a metric of lists. */
  readonly k: number;
  /** As it stands in tables: `rmse`, `ndcg@10`. */
  readonly key: string;
}

/** The length of lists where none is given. */
const usualLength = 10;

/**
 * Reads `rmse`, `ndcg@10` or `ndcg`; without a text it is what a model of this kind is for: RMSE, or NDCG@10 where it
 * only ranks.
 * @throws USAGE for a metric there is not; WRONG_MODEL for one that the model cannot give
 */
export function targetOf(text: string | undefined, model: string, gives: Feedback): Target {
  const [name, length] = (text ?? (gives === 'explicit' ? 'rmse' : `ndcg@${usualLength}`)).split('@');
  const metric = metricOf(name);
  if (metric.kind === 'rating') {
    if (length !== undefined) {
      throw new MovierecError('USAGE', `${name} is not a figure of lists.`, `Write --metric ${name}`);
    }
    if (gives === 'implicit') {
      const others = metrics.filter(({ kind }) => kind !== 'rating').map((other) => `${other.name}@${usualLength}`);
      throw new MovierecError(
        'WRONG_MODEL',
        `${model} only ranks, so it has no ${name}.`,
        `Tune it for one of: ${others.join(', ')}.`,
      );
    }
    return { metric, k: usualLength, key: name };
  }
  const k = length === undefined ? usualLength : Number(length);
  if (!Number.isInteger(k) || k < 1) {
    throw new MovierecError(
      'USAGE',
      `"${text}" is no figure.`,
      `Write --metric ${name}@10, with a whole number from 1.`,
    );
  }
  return { metric, k, key: `${name}@${k}` };
}
