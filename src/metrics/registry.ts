import { MovierecError } from '../errors.ts';
import { coverage } from './coverage.ts';
import { hitRate } from './hit-rate.ts';
import { mae } from './mae.ts';
import { map } from './map.ts';
import type { Metric } from './metric.ts';
import { mrr } from './mrr.ts';
import { ndcg } from './ndcg.ts';
import { precision } from './precision.ts';
import { recall } from './recall.ts';
import { rmse } from './rmse.ts';

/** All metrics, in the order in which they are shown. */
export const metrics: readonly Metric[] = [rmse, mae, precision, recall, ndcg, map, hitRate, mrr, coverage];

export const metricNames: readonly string[] = metrics.map(({ name }) => name);

/** @throws USAGE, listing the names, where there is no such metric */
export function metricOf(name: string): Metric {
  const found = metrics.find((metric) => metric.name === name);
  if (!found) throw new MovierecError('USAGE', `no metric "${name}".`, `There are: ${metricNames.join(', ')}.`);
  return found;
}
