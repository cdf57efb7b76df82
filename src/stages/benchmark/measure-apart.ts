import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MovierecError } from '../../errors.ts';
import type { Answer, Job, Measured } from './job.ts';

/** Processes run compiled code: the same path from src and from dist. */
const program = fileURLToPath(new URL('../../../dist/stages/benchmark/process.js', import.meta.url));

/**
 * Measures a model in a process of its own, which ends with it.
 * @throws MISSING_FILE where the package was not built; WORKER_DIED; the signal's reason; what the fit throws
 */
export function measureApart(job: Job, signal: AbortSignal): Promise<Measured> {
  if (!existsSync(program)) {
    throw new MovierecError('MISSING_FILE', 'the compiled program (dist) is not there.', 'Run: npm run build');
  }
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = fork(program, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const stop = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    child.once('message', (answer: Answer) => {
      if ('measured' in answer) return resolve(answer.measured);
      const { code, message, hint } = answer.error;
      reject(new MovierecError(code, message, hint));
    });
    child.once('error', reject);
    child.once('exit', (code, killed) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return reject(signal.reason as Error);
      reject(
        new MovierecError(
          'WORKER_DIED',
          `the process that fitted ${job.model} ended: ${killed ?? `code ${code}`}.`,
          'Most often there was not memory enough: leave the model out, or take a smaller set.',
        ),
      );
    });
    child.send(job);
  });
}
