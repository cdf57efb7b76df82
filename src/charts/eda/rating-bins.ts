import { niceStep } from './nice-step.ts';
import type { Survey } from './survey.ts';

/** How ratings are put side by side: value by value, or in bins where there are too many values for that. */
export interface RatingBins {
  /** What to group ratings by, in SQL; one that it gives is the value, or the lower end of the bin. */
  readonly sql: string;
  /** From one bin's lower end to the next; null where each value stands for itself. The last bin has its upper end. */
  readonly width: number | null;
}

/** How many values are shown by themselves, and how many bins there are at most. */
const [mostValues, mostBins] = [25, 25];

/** Values by themselves up to 25 of them; else bins of 1, 2 or 5 times a power of ten, up to 25 on the whole scale. */
export function ratingBins({ counts, scale: { min, max } }: Pick<Survey, 'counts' | 'scale'>): RatingBins {
  if (counts.values <= mostValues) return { sql: 'round(rating::DOUBLE, 4)', width: null };
  const width = niceStep(max - min, mostBins);
  // Rounded, since 0.3 / 0.1 is a little under 3; the highest rating has no bin of its own.
  const bin = (value: string): string => `floor(round(${value} / ${width}, 6))`;
  const last = `ceil(round(${max} / ${width}, 6)) - 1`;
  return { sql: `round(least(${bin('rating::DOUBLE')}, ${last}) * ${width}, 6)`, width };
}
