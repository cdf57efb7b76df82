import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Context } from '../context.ts';
import type { RatingColumns } from '../dataset/ratings.ts';
import { MovierecError, type ErrorCode } from '../errors.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import type { RunTrial, TrialMaterial } from './trial-runner.ts';
import type { TrialOutcome } from './trial.ts';

/** What a thread is given at its start. */
export interface WorkerData {
  readonly material: TrialMaterial;
  readonly seed: number;
  readonly threads: number;
}

/** What a thread says of a trial. */
export type Answer =
  | { readonly outcome: TrialOutcome }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly hint: string } };

interface Waiting {
  resolve(outcome: TrialOutcome): void;
  reject(reason: unknown): void;
}

/** Threads run compiled code: the same path from src and from dist. */
const program = new URL('../../dist/tuning/trial-worker.js', import.meta.url);

/**
 * Threads that run trials, as many at once as there are threads, each with its share of the threads that may compute.
 * All read the same ratings, in shared memory, as are features that were read from files. To be closed.
 */
export class TrialWorkers {
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, Waiting>();
  readonly #signal: AbortSignal;
  readonly #stop = (): void => this.#end(this.#signal.reason);
  /** Why there will be no more answers. */
  #ended: { readonly reason: unknown } | undefined;

  /** @throws MISSING_FILE where the package was not built */
  constructor(material: TrialMaterial, count: number, { seed, threads, signal }: Context) {
    if (!existsSync(program)) {
      throw new MovierecError('MISSING_FILE', 'the compiled program (dist) is not there.', 'Run: npm run build');
    }
    this.#signal = signal;
    signal.addEventListener('abort', this.#stop, { once: true });
    const inShared = { ...material, columns: sharedColumns(material.columns), rounds: material.rounds.map(shared) };
    for (let index = 0; index < count; index++) {
      const share = Math.max(1, Math.floor((threads + index) / count));
      const data: WorkerData = { material: inShared, seed, threads: share };
      const worker = new Worker(program, { execArgv: [], workerData: data });
      worker.on('message', (answer: Answer) => this.#hear(worker, answer));
      worker.on('error', (error) => this.#end(died(error.message)));
      worker.on('exit', (code) => this.#end(died(`it exited with code ${code}`)));
      this.#idle.push(worker);
    }
  }

  /**
   * Has a trial run by a thread that is idle.
   * @throws WORKER_DIED, the signal's reason, and what the trial throws
   */
  readonly run: RunTrial = (parameters: Values<Parameters>) =>
    new Promise((resolve, reject) => {
      const worker = this.#idle.pop();
      if (this.#ended || !worker) return reject(this.#ended?.reason ?? new Error('no thread is idle'));
      this.#busy.set(worker, { resolve, reject });
      worker.postMessage(parameters);
    });

  /** Ends all threads, whatever they are at. */
  close(): void {
    this.#end(new Error('the threads are closed'));
  }

  #hear(worker: Worker, answer: Answer): void {
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    this.#idle.push(worker);
    if ('outcome' in answer) waiting?.resolve(answer.outcome);
    else waiting?.reject(new MovierecError(answer.error.code, answer.error.message, answer.error.hint));
  }

  #end(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = { reason };
    this.#signal.removeEventListener('abort', this.#stop);
    for (const { reject } of this.#busy.values()) reject(reason);
    for (const worker of [...this.#idle.splice(0), ...this.#busy.keys()]) void worker.terminate();
    this.#busy.clear();
  }
}

const died = (why: string): MovierecError =>
  new MovierecError(
    'WORKER_DIED',
    `a thread that ran a trial ended: ${why}.`,
    'Run it again: it goes on after the finished trials; --parallel 1 needs least memory.',
  );

const sharedColumns = ({ user, item, value, time }: RatingColumns): RatingColumns => ({
  user: shared(user),
  item: shared(item),
  value: shared(value),
  time: time && shared(time),
});

/** A copy that several threads can read. */
function shared<T extends Int32Array | Uint32Array | Float32Array | Uint8Array>(array: T): T {
  const type = array.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new type(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}
