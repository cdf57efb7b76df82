import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Context } from '../../context.ts';
import { MovierecError, type ErrorCode } from '../../errors.ts';
import type { RetrainResult } from '../retrain.ts';

/** What a process is told to do. */
export interface Job {
  /** The folder of the workspace. */
  readonly root: string;
  readonly dataset: string;
  readonly model: string;
  readonly store: string;
  readonly force?: boolean | undefined;
  readonly seed: number;
  readonly threads: number;
}

/** What it says: how far it is, and in the end what came of it. */
export type Message =
  | { readonly log: string }
  | { readonly result: RetrainResult }
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly hint: string } };

/** Processes run compiled code: the same path from src and from dist. */
const program = fileURLToPath(new URL('../../../dist/stages/retrain/process.js', import.meta.url));
/** How long a process that is told to end may clear up, in milliseconds. */
const patience = 5000;

/**
 * Retrains a model in a process of its own, which takes second place to all others: its memory is given back, and what
 * happens to it happens to nobody else. When the signal is aborted it is told to end, and killed if it does not.
 * @throws MISSING_FILE where the package was not built; WORKER_DIED; the signal's reason; what `retrain` throws
 */
export function retrainApart(job: Job, { signal, log }: Pick<Context, 'signal' | 'log'>): Promise<RetrainResult> {
  if (!existsSync(program)) {
    throw new MovierecError('MISSING_FILE', 'the compiled program (dist) is not there.', 'Run: npm run build');
  }
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = fork(program, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    if (child.pid !== undefined) giveWay(child.pid);
    let killing: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill('SIGTERM');
      killing = setTimeout(() => child.kill('SIGKILL'), patience);
    };
    signal.addEventListener('abort', stop, { once: true });
    let last: Exclude<Message, { log: string }> | undefined;
    child.on('message', (message: Message) => {
      if ('log' in message) log(message.log);
      else last = message;
    });
    child.once('error', reject);
    // Only then are its locks given free, too.
    child.once('close', (code, killed) => {
      signal.removeEventListener('abort', stop);
      clearTimeout(killing);
      if (last && 'result' in last) return resolve(last.result);
      if (signal.aborted) return reject(signal.reason as Error);
      if (last) return reject(new MovierecError(last.error.code, last.error.message, last.error.hint));
      reject(
        new MovierecError(
          'WORKER_DIED',
          `the process that retrained ${job.model} ended: ${killed ?? `code ${code}`}.`,
          'Most often there was not memory enough; the version before is still in service.',
        ),
      );
    });
    child.send(job);
  });
}

/** Before it starts any thread: these inherit it. */
function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It is gone already, or the system knows no priorities.
  }
}
