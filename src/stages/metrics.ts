import { groupings } from '../evaluation/segments/registry.ts';
import type { Grouping } from '../evaluation/segments/grouping.ts';
import { fairness } from '../evaluation/segments/summarize-segments.ts';
import type { Metric } from '../metrics/metric.ts';
import { metrics as registered } from '../metrics/registry.ts';

export interface MetricDescription {
  readonly name: string;
  /** What it is of: the predicted ratings, each person's list, or the lists of everyone together. */
  readonly kind: Metric['kind'];
  /** Whether it tells how well lists find what is relevant, of a metric of each person's list. */
  readonly accuracy?: boolean;
  readonly summary: string;
  readonly formula: string;
  readonly source: string;
  readonly better: Metric['better'];
}

export interface GroupingDescription {
  readonly name: string;
  readonly kind: Grouping['kind'];
  readonly summary: string;
}

/** Every metric there is, with its definition and where that was published, and what figures are broken down by. */
export function metrics(): { metrics: MetricDescription[]; groupings: GroupingDescription[]; fairness: string } {
  return {
    groupings: groupings.map(({ name, kind, summary }) => ({ name, kind, summary })),
    fairness,
    metrics: registered.map((metric) => ({
      name: metric.name,
      kind: metric.kind,
      ...(metric.kind === 'ranking' && { accuracy: metric.accuracy ?? false }),
      summary: metric.summary,
      formula: metric.formula,
      source: metric.source,
      better: metric.better,
    })),
  };
}
