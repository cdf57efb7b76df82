import { readManifest } from '../../artifacts/manifest.ts';
import { MovierecError } from '../../errors.ts';

/** What stands in a folder for as long as a result in it is not whole; see spark/job/clean.py. */
const mark = '_unfinished';
/** What is laid there for the time of a job, and remains where that was killed; see spark/exchange.ts. */
const exchanges = /^(?:movierec-[0-9a-f]{8}-[0-9a-f-]{27}(?:_\$folder\$)?|\.spark-\w{6})$/;

/**
 * Makes sure that a folder may be emptied: there is nothing in it, or an earlier result of cleaning, whole or half.
 * @param found the names in it
 * @param earlier a folder here with its manifest, if it has one
 * @throws NOT_WRITABLE
 */
export async function requireFree(found: readonly string[], earlier: string, address: string): Promise<void> {
  const others = found.filter((name) => !exchanges.test(name));
  if (others.length === 0 || others.includes(mark)) return;
  if ((await readManifest(earlier))?.stage === 'clean') return;
  const named = others.slice(0, 3).join(', ') + (others.length > 3 ? ', …' : '');
  throw new MovierecError(
    'NOT_WRITABLE',
    `there is something else at ${address}: ${named}.`,
    'Give --out a new folder, or one that movierec clean has written.',
  );
}
