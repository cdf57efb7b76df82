import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { Processed } from '../../stages/processed.ts';
import { scaleOf } from '../scale-of.ts';

/** A scale with more steps than this is one without steps; then people are offered as many. */
const mostSteps = 100;
const offeredSteps = 10;

/** In which steps people rate: found in the data set's ratings, of which it need not have every one. */
export async function readRatingStep({ folder, info }: Processed, context: Context): Promise<number> {
  const { min, max } = scaleOf(info);
  if (min === max) return 1;
  const ratings = await Database.use(folder, context, (database) =>
    database.rows<{ rating: number }>(
      `SELECT DISTINCT rating FROM read_parquet(${quoted(join(folder, 'ratings.parquet'))}) ORDER BY rating`,
    ),
  );
  return ratingStep(
    ratings.map(({ rating }) => rating),
    min,
    max,
  );
}

/** The largest step by which all these ratings can be reached from the lowest. */
export function ratingStep(ratings: readonly number[], min: number, max: number): number {
  // Ratings are 32-bit numbers: what people write as 0.1 is not quite that.
  const fine = Math.pow(10, 4);
  const whole = [...ratings, max].map((rating) => Math.round((rating - min) * fine));
  const step = whole.reduce(greatestCommonDivisor, 0) / fine;
  return step * mostSteps >= max - min ? step : (max - min) / offeredSteps;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
