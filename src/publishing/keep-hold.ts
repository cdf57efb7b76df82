import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Beat, Sink } from './sink.ts';

/** For how long a data set is held without a sign of life, in seconds. */
export const usualLease = 30;

let holds = 0;

/**
 * Does something while nobody else may write versions of a data set. Where another has it this waits: until that one is
 * done, or, if it was killed, until its time is over. One that goes on meanwhile is not waited for.
 * @throws BUSY
 */
export async function keepHold<T>(
  sink: Sink,
  dataset: string,
  lease: number,
  context: Context,
  work: (holder: string, beat: Beat) => Promise<T>,
): Promise<T> {
  const holder = `${hostname()}, process ${process.pid}, ${context.now()}.${++holds}`;
  await acquire(sink, dataset, holder, lease, context);
  let renewed = context.now();
  const beat = async (): Promise<void> => {
    context.signal.throwIfAborted();
    const now = context.now();
    if (now - renewed < (lease * 1000) / 3) return;
    renewed = now;
    if (!(await sink.renew(dataset, holder, lease))) throw lost(sink, dataset);
  };
  try {
    return await work(holder, beat);
  } finally {
    // Where the server is gone, so is the hold before long.
    await sink.release(dataset, holder).catch(() => undefined);
  }
}

async function acquire(sink: Sink, dataset: string, holder: string, lease: number, context: Context): Promise<void> {
  const first = await sink.hold(dataset, holder, lease);
  if (first.holder === holder) return;
  const who = `${dataset} is being published to ${sink.shown} by another movierec (${nameOf(first.holder)})`;
  context.log(`Waiting: ${who}, or was until it was killed.`);
  for (;;) {
    await setTimeout(500, undefined, { signal: context.signal });
    const { holder: now, until } = await sink.hold(dataset, holder, lease);
    if (now === holder) return;
    if (now !== first.holder || until > first.until) {
      throw new MovierecError('BUSY', `${who}.`, 'Wait until it is done and run this again.');
    }
  }
}

/** Without the number that tells two of a process apart. */
const nameOf = (holder: string): string => holder.split(', ').slice(0, 2).join(', ');

export const lost = ({ shown }: Sink, dataset: string): MovierecError =>
  new MovierecError(
    'BUSY',
    `${shown} gave ${dataset} to another movierec while this one was too slow to ask for more time.`,
    'What readers see is as it was. Run this again when the other is done.',
  );
