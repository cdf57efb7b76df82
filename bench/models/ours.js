/**
 * movierec as the peers are: a process that keeps the ratings and answers jobs, one JSON line each. Only the job is
 * timed. Started by open-ours.js with { train, test, threads }.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createContext } from '../../dist/context.js';
import { jobs } from './jobs.js';
import { readTriplets } from './data.js';

const { train, test, threads } = JSON.parse(process.argv[2]);
const ratings = await readTriplets(train);
const heldOut = test && (await readTriplets(test));
// The peers get theirs as sparse matrices, too, and before the clock starts.
void [ratings.byUser, ratings.byItem];
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const context = createContext({ threads });
console.log(JSON.stringify({ version }));

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...settings } = JSON.parse(line);
  let answer;
  try {
    const { prepared, run, measure } = await jobs[job](ratings, heldOut, settings, context);
    const started = performance.now();
    const result = await run(prepared);
    const seconds = (performance.now() - started) / 1000;
    answer = { seconds, peakMemory: process.resourceUsage().maxRSS * 1024, ...(await measure?.(result)) };
  } catch (error) {
    answer = { error: error.stack };
  }
  console.log(JSON.stringify(answer));
}
