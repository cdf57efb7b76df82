import type { SingleBar } from 'cli-progress';
import { createContext, type Context } from '../context.ts';

interface Settings {
  readonly seed?: number;
  readonly threads?: number;
  readonly quiet?: true;
}

/** A context that shows remarks and, on a terminal, progress bars, all on standard error. Close it before printing. */
export async function createTerminalContext(
  { seed, threads, quiet }: Settings,
  signal: AbortSignal,
): Promise<{ context: Context; close: () => void }> {
  const progress = process.stderr.isTTY && !quiet ? await import('cli-progress') : undefined;
  let bar: SingleBar | undefined;
  let shown = '';
  const close = (): void => {
    bar?.stop();
    bar = undefined;
    shown = '';
  };
  const context = createContext({
    signal,
    ...(seed !== undefined && { seed }),
    ...(threads !== undefined && { threads }),
    log(message) {
      close();
      if (!quiet) process.stderr.write(`${message}\n`);
    },
    progress(done, total, what) {
      if (!progress) return;
      if (shown !== what) {
        close();
        const format = ` {bar} {percentage}% | {value}/{total} ${what} | {eta_formatted} left`;
        bar = new progress.SingleBar(
          { format, clearOnComplete: true, hideCursor: true, fps: 8 },
          progress.Presets.rect,
        );
        bar.start(total, done);
        shown = what;
      }
      bar?.setTotal(total);
      bar?.update(done);
      if (done >= total) close();
    },
  });
  return { context, close };
}
