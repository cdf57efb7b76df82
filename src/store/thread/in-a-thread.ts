import { MovierecError } from '../../errors.ts';
import { methodNames } from '../methods.ts';
import type { Store } from '../store.ts';
import { startThread, type Thread } from './start-thread.ts';

/**
 * A store that lives in a thread of its own, so that nobody waits for its disk but those who ask it for something. When
 * the thread ends, calls that wait fail, and the next one starts another.
 * @param entry the module that the thread runs: one call of `answerCalls`
 * @param where the store, as that module understands it, and as people are told
 * @throws what it cannot be opened for
 */
export async function inAThread(entry: URL, where: string): Promise<Store> {
  let current: Promise<Thread> | undefined;
  let closing: Promise<void> | undefined;
  const start = (): Promise<Thread> => {
    const started = startThread(entry, where, () => {
      if (current === started) current = undefined;
    });
    return (current = started);
  };
  const ask = async (method: (typeof methodNames)[number], given: readonly unknown[]): Promise<unknown> => {
    if (closing) throw new MovierecError('STORE_FAILED', `${where} is closed.`, 'Open it again.');
    return (await (current ?? start())).ask({ method, given });
  };
  const methods = methodNames.map((method) => [method, (...given: unknown[]) => ask(method, given)]);
  await start();
  return {
    ...(Object.fromEntries(methods) as Omit<Store, 'close'>),
    close: () => (closing ??= current?.then((thread) => thread.close()) ?? Promise.resolve()),
  };
}
