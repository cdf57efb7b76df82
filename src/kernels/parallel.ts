import type { Context } from '../context.ts';
import type { Arena } from './arena.ts';
import type { KernelName } from './kernels.ts';
import { Pool, type Job } from './pool.ts';

let pool: Pool | undefined;
/** Settles when the jobs before are done: they go one at a time. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Calls a kernel once for each task, on `context.threads` threads: this one, and workers that wait for jobs. The event
 * loop gets its turn every few hundredths of a second, so that Ctrl-C and requests are heard. Which thread runs a task
 * is left to chance, so a task may write only what no other task of the job reads or writes.
 * @throws the signal's reason; WORKER_DIED
 */
export function parallel<K extends KernelName>(arena: Arena, job: Job<K>, context: Context): Promise<void> {
  const result = last.then(() => run(arena, job, context));
  last = result.catch(() => undefined);
  return result;
}

async function run(arena: Arena, job: Job, context: Context): Promise<void> {
  context.signal.throwIfAborted();
  if (job.tasks.length === 0) return;
  pool ??= new Pool();
  try {
    await pool.run(arena, job, context);
  } finally {
    if (pool.death) {
      pool.close();
      pool = undefined;
    }
  }
}

/** The ranges [from, to) that a job over `count` things is cut into, about `size` each. */
export function ranges(count: number, size: number): [number, number][] {
  const parts = Math.ceil(count / size);
  return Array.from({ length: parts }, (_, at) => [
    Math.floor((count * at) / parts),
    Math.floor((count * (at + 1)) / parts),
  ]);
}

/** The same for rows of different lengths: each range holds about `size` entries, and some for each row. */
export function rangesOfRows(starts: Uint32Array, size: number): [number, number][] {
  const found: [number, number][] = [];
  const rows = starts.length - 1;
  for (let from = 0, row = 0, entries = 0; row < rows; row++) {
    entries += starts[row + 1] - starts[row] + 40;
    if (entries < size && row + 1 < rows) continue;
    found.push([from, row + 1]);
    [from, entries] = [row + 1, 0];
  }
  return found;
}
