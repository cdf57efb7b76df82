import type { Feedback } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import { keyOf } from '../../evaluation/outcomes.ts';
import type { Metric } from '../../metrics/metric.ts';
import { metricsOf, usualMetrics } from '../../metrics/registry.ts';
import { feedbackOf } from '../../models/contract/define-model.ts';
import type { Parameters, Values } from '../../models/contract/parameters.ts';
import { definitionOf } from '../../models/registry.ts';

/** What is to be measured. */
export interface Figures {
  readonly metrics: readonly Metric[];
  /** Where lists are cut, as given; each once. */
  readonly cutoffs: readonly number[];
  /** The key of the figure that models are ranked by. */
  readonly by: string;
}

/**
 * The metrics and cutoffs asked for, or the usual ones. What was asked for by name must be there in the end.
 * @throws USAGE for names that there are not; OPTION_RANGE; WRONG_MODEL where no model can give a metric
 */
export function chooseFigures(
  {
    k = 10,
    metrics: names,
    by,
  }: {
    readonly k?: number | readonly number[] | undefined;
    readonly metrics?: readonly string[] | undefined;
    readonly by?: string | undefined;
  },
  models: ReadonlyMap<string, Values<Parameters>>,
  feedback: Feedback,
): Figures {
  const metrics = metricsOf(names ?? usualMetrics);
  const cutoffs = [...new Set(typeof k === 'number' ? [k] : k)];
  const wrong = cutoffs.find((cutoff) => !Number.isInteger(cutoff) || cutoff < 1);
  if (wrong !== undefined) throw new MovierecError('OPTION_RANGE', `k is ${wrong}.`, 'Give whole numbers from 1.');

  const onlyRank = [...models].every(([name, parameters]) => feedbackOf(definitionOf(name), parameters) === 'implicit');
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
      'Leave it out, or add a model that predicts ratings: --model svd',
    );
  }
  const keys = metrics.flatMap((metric) =>
    metric.kind === 'rating' ? (onlyRank ? [] : [metric.name]) : cutoffs.map((cutoff) => keyOf(metric, cutoff)),
  );
  const main = `ndcg@${cutoffs[0]}`;
  const usual = keys.includes(main) ? main : keys[0];
  const key = by === undefined || keys.includes(by) ? (by ?? usual) : `${by}@${cutoffs[0]}`;
  if (keys.includes(key)) return { metrics, cutoffs, by: key };
  throw new MovierecError('USAGE', `there will be no figure "${by}".`, `Rank by one of: ${keys.join(', ')}.`);
}
