import type { Estimate } from '../../evaluation/measure.ts';
import { enough, type Segmentation } from '../../evaluation/segments/summarize-segments.ts';

/** A group that a model serves worse than people or films in general. */
export interface WeakSegment {
  readonly by: string;
  readonly kind: 'people' | 'films';
  readonly name: string;
  readonly people: number;
  readonly key: string;
  readonly figure: Estimate;
  readonly overall: number;
}

/**
 * Groups of enough people whose interval lies wholly on the worse side of the figure for everyone: groups of people before
 * groups of films, and of each kind, figure by figure, those that are worst in proportion first.
 */
export function weakSegments(
  segments: readonly Segmentation[],
  overall: Readonly<Record<string, Estimate>>,
  isLowerBetter: (key: string) => boolean,
): WeakSegment[] {
  const found = segments.flatMap(({ by, kind, groups }) =>
    groups.flatMap(({ name, people, metrics }) =>
      Object.entries(metrics).flatMap(([key, figure]): WeakSegment[] => {
        const { low, high } = figure;
        if (people < enough || low === null || high === null || !(key in overall)) return [];
        const everyone = overall[key].value;
        const isWorse = isLowerBetter(key) ? low > everyone : high < everyone;
        return isWorse ? [{ by, kind, name, people, key, figure, overall: everyone }] : [];
      }),
    ),
  );
  const worseness = ({ key, figure, overall: everyone }: WeakSegment): number =>
    isLowerBetter(key) ? figure.value / everyone : (everyone + 1e-12) / (figure.value + 1e-12);
  const keys = Object.keys(overall);
  return found.sort(
    (a, b) =>
      Number(a.kind === 'films') - Number(b.kind === 'films') ||
      keys.indexOf(a.key) - keys.indexOf(b.key) ||
      worseness(b) - worseness(a),
  );
}
