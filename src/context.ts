import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';

/** What every function of the library is given last. The library is silent and repeatable: it has no other source. */
export interface Context {
  readonly seed: number;
  readonly threads: number;
  /** Aborted by Ctrl-C; long work ends with its reason and leaves no half-written artifact. */
  readonly signal: AbortSignal;
  /** A sentence for whoever watches. */
  log(message: string): void;
  /** How far a long step is. */
  progress(done: number, total: number, what: string): void;
  /** The time, in milliseconds since 1970. */
  now(): number;
}

/** A context with whatever is given and quiet defaults for the rest: seed 42, all cores. */
export function createContext(given: Partial<Context> = {}): Context {
  return {
    seed: 42,
    threads: availableParallelism(),
    signal: new AbortController().signal,
    log: () => undefined,
    progress: () => undefined,
    now: () => Date.now(),
    ...given,
  };
}

/** How long work may go on before the event loop gets its turn, in milliseconds. */
const turn = 15;

/**
 * Counts from 0 to `total - 1`, reports progress, and stops with the signal's reason when it is aborted. Now and then
 * the event loop gets its turn, so that Ctrl-C and requests are heard during a fit.
 */
export async function* steps(context: Context, total: number, what: string): AsyncGenerator<number> {
  let last = performance.now();
  for (let step = 0; step < total; step++) {
    context.signal.throwIfAborted();
    yield step;
    if (performance.now() - last < turn && step + 1 < total) continue;
    context.progress(step + 1, total, what);
    await setImmediate();
    last = performance.now();
  }
}
