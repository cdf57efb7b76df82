import { setTimeout } from 'node:timers/promises';
import { MovierecError } from '../../errors.ts';

const tries = 4;

/** Asks again, after a while, where a connection was lost: half a second at first, and twice as long each time. */
export async function persistently<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLost = error instanceof MovierecError && ['CONNECTION_LOST', 'UNREACHABLE'].includes(error.code);
      if (!isLost || attempt === tries) throw error;
      await setTimeout(500 * 2 ** (attempt - 1), undefined, { signal });
    }
  }
}
