import type { Feedback } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import { keyOf } from '../../evaluation/outcomes.ts';
import type { Metric } from '../../metrics/metric.ts';
import { metricsOf, usualMetrics } from '../../metrics/registry.ts';
import type { CleanResult } from '../clean.ts';

/** What is to be measured. */
export interface Figures {
  readonly metrics: readonly Metric[];
  /** Where lists are cut, as given; each once. */
  readonly cutoffs: readonly number[];
  /** The key of the figure that models are ranked by. */
  readonly by: string;
}

/**
 * The metrics and cutoffs asked for, or the usual ones, for models that give ratings or only an order. What was asked for by name must be there in the end.
 * @throws USAGE for names that there are not; OPTION_RANGE; WRONG_MODEL where no model can give a metric
 */
export function chooseFigures(
  {
    k,
    metrics: names,
    by,
    negatives,
  }: {
    readonly k?: number | readonly number[] | undefined;
    readonly metrics?: readonly string[] | undefined;
    readonly by?: string | undefined;
    readonly negatives?: number | string | undefined;
  },
  models: ReadonlyMap<string, Feedback>,
  { feedback, after }: Pick<CleanResult, 'feedback' | 'after'>,
): Figures {
  const metrics = metricsOf(names ?? usualMetrics);
  const cutoffs = [...new Set(typeof k === 'number' ? [k] : (k ?? [Math.min(10, after.movies)]))];
  if (cutoffs.length === 0) throw new MovierecError('OPTION_RANGE', 'k is not given.', 'Give whole numbers from 1.');
  const wrong = cutoffs.find((cutoff) => !Number.isInteger(cutoff) || cutoff < 1);
  if (wrong !== undefined) throw new MovierecError('OPTION_RANGE', `k is ${wrong}.`, 'Give whole numbers from 1.');
  if (typeof negatives === 'number' && (!Number.isInteger(negatives) || negatives < 1)) {
    throw new MovierecError('OPTION_RANGE', `the number of negatives is ${negatives}.`, 'Give a whole number from 1.');
  }
  const trivial = cutoffs.find((cutoff) => typeof negatives === 'number' && cutoff > negatives);
  if (trivial !== undefined) {
    const message = `k is ${trivial}, more than the ${negatives} others among which films are ranked: nearly all would be found.`;
    throw new MovierecError('OPTION_RANGE', message, `Give --k up to ${negatives}, or more --negatives.`);
  }

  const onlyRank = [...models.values()].every((gives) => gives === 'implicit');
  const asked = names?.includes('all') ? undefined : names;
  const lacking = metrics.find(({ kind, name }) => kind === 'rating' && asked?.includes(name));
  if (lacking && (onlyRank || feedback === 'implicit')) {
    const who =
      feedback === 'implicit'
        ? 'this data set has no ratings to predict'
        : `${[...models.keys()].join(', ')} only rank${models.size === 1 ? 's' : ''}`;
    throw new MovierecError(
      'WRONG_MODEL',
      `${who}, so there is no ${lacking.name}.`,
      feedback === 'implicit' ? 'Leave it out.' : 'Leave it out, or add a model that predicts ratings: --model svd',
    );
  }
  const personal = metrics.filter(({ kind }) => kind === 'ranking' || (kind === 'rating' && !onlyRank));
  const keys = personal.flatMap((metric) => [...new Set(cutoffs.map((cutoff) => keyOf(metric, cutoff)))]);
  const wanted = by ?? (keys.includes(`ndcg@${cutoffs[0]}`) ? 'ndcg' : (keys[0] ?? metrics[0].name));
  const key = keys.includes(wanted) ? wanted : `${wanted}@${cutoffs[0]}`;
  if (keys.includes(key) || by === undefined) return { metrics, cutoffs, by: key };
  const why = metrics.some(({ kind, name }) => kind === 'catalog' && name === by.split('@')[0])
    ? `${by} is of all lists together, which leaves nothing to test models by`
    : `there will be no figure "${by}"`;
  throw new MovierecError('USAGE', `${why}.`, `Rank by one of: ${keys.join(', ')}.`);
}
