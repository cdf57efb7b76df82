import { methodKinds, methodNames } from '../methods.ts';
import type { Store } from '../store.ts';
import { inAThread } from './in-a-thread.ts';

/**
 * A store that is written to in one thread and read from in another, so that nobody who reads waits for the disk to
 * take what others write. A read sees all that was acknowledged before it was asked for.
 * @param entry the module that both threads run; what they open has to bear being opened twice
 * @param isNew whether it has to be made first: then one thread makes it before the other opens it, else both open it at once
 * @throws what it cannot be opened for
 */
export async function inTwoThreads(entry: URL, where: string, isNew: boolean): Promise<Store> {
  const first = inAThread(entry, where);
  if (isNew) await first.catch(() => undefined);
  const opened = await Promise.allSettled([first, inAThread(entry, where)]);
  const stores = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const both = async (work: (store: Store) => Promise<void>): Promise<void> =>
    void (await Promise.all(stores.map((store) => work(store))));
  const failure = opened.find((one) => one.status === 'rejected');
  if (failure) {
    await both((store) => store.close());
    throw failure.reason;
  }
  const [writing, reading] = stores;
  const methods = methodNames.map((method) => [method, (methodKinds[method] === 'write' ? writing : reading)[method]]);
  return {
    ...(Object.fromEntries(methods) as unknown as Store),
    check: () => both((store) => store.check()),
    close: () => both((store) => store.close()),
  };
}
