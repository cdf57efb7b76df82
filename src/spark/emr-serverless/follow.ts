import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, type EmrApplication, type EmrJobState } from '../../connections/emr-serverless.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { Said } from '../said.ts';

/** How often it is asked, in milliseconds. */
const interval = 3000;
/** For how long nothing may be heard of a job before the cluster counts as gone, in milliseconds. */
const patience = 120_000;

/**
 * Follows a job until it ends; the state that it ended in. A connection that fails is tried again for two minutes.
 * @param read what the job has said so far; where that cannot be read, it is not known how far the job is
 * @param heard each state it comes to
 * @throws UNREACHABLE, CONNECTION_LOST
 */
export async function follow(
  job: string,
  application: EmrApplication,
  read: () => Promise<Said>,
  heard: (state: EmrJobState) => Promise<void>,
  context: Context,
): Promise<EmrJobState> {
  let [lastHeard, before] = [performance.now(), ''];
  for (;;) {
    context.signal.throwIfAborted();
    const now = await application.look(job).catch((error: unknown) => {
      const isLost = error instanceof MovierecError && ['UNREACHABLE', 'CONNECTION_LOST'].includes(error.code);
      if (!isLost || performance.now() - lastHeard > patience) throw error;
    });
    if (now) {
      if (now.state !== before) await heard(now);
      [lastHeard, before] = [performance.now(), now.state];
      if (hasEnded(now)) return now;
      const { done, total } = now.state === 'RUNNING' ? await read().catch((): Said => ({})) : {};
      if (total) context.progress(done!, total, 'stages');
    }
    await sleep(interval, undefined, { signal: context.signal });
  }
}
