import { setTimeout as sleep } from 'node:timers/promises';
import type { EmrApplication, EmrJobState } from '../../connections/emr-serverless.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';

/** How often it is asked, in milliseconds. */
const interval = 3000;
/** For how long nothing may be heard of a job before the cluster counts as gone, in milliseconds. */
const patience = 120_000;

/** What the job says of itself, in the file beside its request. */
export interface SaidElsewhere {
  readonly done?: number;
  readonly total?: number;
  readonly result?: object;
  readonly delivered?: readonly string[];
  readonly failed?: readonly string[];
}

/**
 * Follows a job until it ends; the state that it ended in. A connection that fails is tried again for two minutes.
 * @param read what the job has said so far
 * @param heard each state it comes to
 * @throws UNREACHABLE, CONNECTION_LOST
 */
export async function follow(
  job: string,
  application: EmrApplication,
  read: () => Promise<SaidElsewhere>,
  heard: (state: EmrJobState) => void,
  context: Context,
): Promise<EmrJobState> {
  let [lastHeard, before] = [performance.now(), ''];
  for (;;) {
    context.signal.throwIfAborted();
    try {
      const now = await application.look(job);
      if (now.state !== before) heard(now);
      before = now.state;
      if (['SUCCESS', 'FAILED', 'CANCELLED'].includes(now.state)) return now;
      if (now.state === 'RUNNING') {
        const { done, total } = await read();
        if (total) context.progress(done!, total, 'stages');
      }
      lastHeard = performance.now();
    } catch (error) {
      const isLost = error instanceof MovierecError && ['UNREACHABLE', 'CONNECTION_LOST'].includes(error.code);
      if (!isLost || performance.now() - lastHeard > patience) throw error;
    }
    await sleep(interval, undefined, { signal: context.signal });
  }
}
