import { CommanderError } from 'commander';
import { asMovierecError, codes, MovierecError } from '../errors.ts';
import { asTyped, repeatedFrom } from './program-name.ts';
import { buildProgram } from './program.ts';
import { usageError } from './usage-error.ts';

/** What a shell reports of a program that was ended by the signal: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs a command line and sets the exit code: 0 done, 1 failed, 2 usage, 130 interrupted. */
export async function main(args: readonly string[]): Promise<void> {
  const controller = new AbortController();
  let interrupted: number = exitCodes.SIGINT;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // The second time somebody means it.
      if (controller.signal.aborted) process.exit(exitCodes[signal]);
      interrupted = exitCodes[signal];
      controller.abort(new MovierecError('INTERRUPTED', 'interrupted; nothing half-written is left.', 'Run it again.'));
    });
  }
  // A reader that has enough, such as head, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

  try {
    const program = await buildProgram(args, controller.signal);
    // Called alone, it says what there is.
    await program.parseAsync(args.length > 0 ? args : ['--help'], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return; // help and version
    // Whatever broke off when the work was stopped, the reason is Ctrl-C.
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : error;
    const failure = reason instanceof CommanderError ? usageError(reason, args) : asMovierecError(reason);
    report(failure, args);
    process.exitCode = failure.code === 'INTERRUPTED' ? interrupted : codes[failure.code] === 'usage' ? 2 : 1;
  }
}

function report(error: MovierecError, args: readonly string[]): void {
  const { code, message, hint } = error;
  if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  else process.stderr.write(`${asTyped(error.toString(), repeatedFrom(args))}\n`);
  if (args.includes('--debug'))
    process.stderr.write(`${String((error.cause as Error | undefined)?.stack ?? error.stack)}\n`);
}
