import { MovierecError } from '../../errors.ts';
import { splitOf, splits } from './registry.ts';
import { role } from './role.ts';
import type { Split, SplitColumns, SplitOptions } from './split.ts';

/** 20 % for testing, or five folds; once. */
export const splitDefaults: SplitOptions = { share: 0.2, folds: 5, seed: 42, repeats: 1 };

/**
 * The role of each rating (`role`), in the order of the columns, for each round of the split of that name; with
 * `repeats`, for the rounds of as many runs with seeds `seed`, `seed + 1` and so on. There may be nothing to test in a
 * round, as with people who have one rating each: `requireTestRatings` checks that. A byte a rating and round.
 * @throws USAGE for a name there is not, OPTION_RANGE, MISSING_TIMES
 */
export function splitRatings(name: string, columns: SplitColumns, options: Partial<SplitOptions> = {}): Uint8Array[] {
  const split = splitOf(name);
  const { share, folds, seed, repeats } = { ...splitDefaults, ...options };
  if (!(share > 0 && share < 1)) {
    throw new MovierecError('OPTION_RANGE', `the held-out share is ${share}.`, 'Give a number between 0 and 1.');
  }
  if (!Number.isInteger(folds) || folds < 2 || folds > 100) {
    throw new MovierecError('OPTION_RANGE', `the number of folds is ${folds}.`, 'Give a whole number from 2 to 100.');
  }
  requireRepeats(split, repeats);
  if (split.needs === 'times' && columns.user.length > 0 && !columns.time?.some((time) => time > 0)) {
    const others = splits.filter(({ needs }) => needs !== 'times').map((other) => other.name);
    throw new MovierecError(
      'MISSING_TIMES',
      `the split "${name}" needs to know when ratings were given, and this data set does not say.`,
      `Choose one of ${others.join(', ')}.`,
    );
  }
  const runs = Array.from({ length: repeats }, (_, run) => split.rounds(columns, { share, folds, seed: seed + run }));
  return runs.flat();
}

function requireRepeats({ name, random }: Split, repeats: number): void {
  if (!Number.isInteger(repeats) || repeats < 1 || repeats > 100) {
    const hint = 'Give a whole number from 1 to 100.';
    throw new MovierecError('OPTION_RANGE', `the number of repeats is ${repeats}.`, hint);
  }
  if (random || repeats === 1) return;
  const others = splits.filter((other) => other.random).map((other) => other.name);
  throw new MovierecError(
    'OPTION_RANGE',
    `the split "${name}" cannot be repeated: it is not random, and would be the same ${repeats} times.`,
    `Leave the repeats out, or choose one of ${others.join(', ')}.`,
  );
}

/** @throws NOTHING_TO_TEST where a round has no rating to test, or none to learn from */
export function requireTestRatings(rounds: readonly Uint8Array[]): void {
  for (const roles of rounds) {
    if (roles.includes(role.test) && roles.includes(role.train)) continue;
    const counted = roles.length === 1 ? '1 rating' : `${roles.length} ratings`;
    throw new MovierecError(
      'NOTHING_TO_TEST',
      `with this split of ${counted} there is nothing to test, or nothing to learn from.`,
      'Hold out a larger share, choose fewer folds or another split, or take a larger data set.',
    );
  }
}
