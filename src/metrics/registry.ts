import { distance } from 'fastest-levenshtein';
import { MovierecError } from '../errors.ts';
import { auc } from './auc.ts';
import { calibration } from './calibration.ts';
import { cappedRecall } from './capped-recall.ts';
import { coverage } from './coverage.ts';
import { diversity } from './diversity.ts';
import { entropy } from './entropy.ts';
import { f1 } from './f1.ts';
import { fcp } from './fcp.ts';
import { gini } from './gini.ts';
import { hitRate } from './hit-rate.ts';
import { mae } from './mae.ts';
import { map } from './map.ts';
import type { Metric } from './metric.ts';
import { mrr } from './mrr.ts';
import { mse } from './mse.ts';
import { ndcg } from './ndcg.ts';
import { novelty } from './novelty.ts';
import { popularityLift } from './popularity-lift.ts';
import { precision } from './precision.ts';
import { r2 } from './r2.ts';
import { recall } from './recall.ts';
import { rmse } from './rmse.ts';
import { serendipity } from './serendipity.ts';
import { userCoverage } from './user-coverage.ts';

/** All metrics, in the order in which they are shown. */
export const metrics: readonly Metric[] = [
  ...[rmse, mae, mse, r2, fcp],
  ...[precision, recall, cappedRecall, f1, ndcg, map, hitRate, mrr, auc],
  ...[novelty, diversity, serendipity, popularityLift, calibration, userCoverage],
  ...[coverage, gini, entropy],
];

export const metricNames: readonly string[] = metrics.map(({ name }) => name);

/** Those that are shown where none are asked for, in their order. */
export const usualMetrics: readonly string[] = [rmse, mae, precision, recall, ndcg, map, hitRate, mrr, coverage].map(
  ({ name }) => name,
);

/** @throws USAGE, listing the names, the one that was probably meant first, where there is no such metric */
export function metricOf(name: string): Metric {
  const found = metrics.find((metric) => metric.name === name);
  if (found) return found;
  const wanted = name.toLowerCase();
  const [closest] = metricNames.toSorted((a, b) => distance(wanted, a) - distance(wanted, b));
  const isNear = distance(wanted, closest) <= Math.max(1, closest.length / 2);
  const meant = isNear ? `Did you mean "${closest}"? ` : '';
  throw new MovierecError('USAGE', `no metric "${name}".`, `${meant}There are: ${metricNames.join(', ')}.`);
}

/** The metric of a figure: that of `ndcg@10` is NDCG. */
export const metricOfFigure = (key: string): Metric => metricOf(key.split('@')[0]);

/**
 * The metrics of these names ("all": every one), in the order in which they are shown, each once.
 * @throws USAGE where there is no such metric, or where a name carries a cutoff
 */
export function metricsOf(names: readonly string[]): Metric[] {
  names.forEach(refuseCutoff);
  const wanted = new Set(names.filter((name) => name !== 'all').map(metricOf));
  return names.includes('all') ? [...metrics] : metrics.filter((metric) => wanted.has(metric));
}

function refuseCutoff(name: string): void {
  const [metric, cutoff] = name.split('@');
  if (cutoff === undefined) return;
  const isCut = metricOf(metric).kind !== 'rating';
  const hint = isCut
    ? `Give the name alone, and the cutoff by --k: --metrics ${metric} --k ${cutoff}`
    : `Give "${metric}": it has none.`;
  throw new MovierecError('USAGE', `"${name}" carries a cutoff.`, hint);
}
