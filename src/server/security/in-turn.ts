import { TooManyRequests } from './too-many-requests.ts';

/**
 * Lets so much work be done at once, and the rest wait in turn.
 * @param waitingAtMost more than that are refused
 */
export function inTurn(atOnce: number, waitingAtMost: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let working = 0;
  return async (work) => {
    if (working >= atOnce) {
      if (waiting.length >= waitingAtMost) throw new TooManyRequests('too many people sign in right now.', 10);
      await new Promise<void>((go) => waiting.push(go));
    } else working++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else working--;
    }
  };
}
