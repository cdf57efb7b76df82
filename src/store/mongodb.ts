import { openMongodb } from '../connections/mongodb.ts';
import { durablyOn } from '../connections/mongodb/durably-on.ts';
import { MovierecError } from '../errors.ts';
import { methodNames, type Method } from './methods.ts';
import { layOut } from './mongodb/lay-out.ts';
import { methods } from './mongodb/methods.ts';
import { openParts } from './mongodb/parts.ts';
import type { Store } from './store.ts';

/**
 * A store in a database of MongoDB's, `mongodb://USER@HOST:27017/DATABASE`, or of a server that speaks as MongoDB does.
 *
 * It needs no transactions, which only sets of servers have, and little else of what servers differ in: that no two
 * documents have one id or one name. A person is one document with all their ratings and notes, changed version by
 * version (connections/mongodb/versions.ts): ratings of a person are read and written as a whole, up to 16 MB or some
 * 200,000 of them. Events that come together are one document, numbered one after another (mongodb/events.ts). What
 * concerns several documents happens by one change of one person; the rest is completed by whoever comes across it
 * (mongodb/merges.ts). So whatever ends in the middle, nobody sees half of anything.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE; STORE_FAILED, NEWER_STORE
 */
export async function openMongodbStore(address: string): Promise<Store> {
  const mongodb = await openMongodb(address);
  const { client, database, shown, explain } = mongodb;
  try {
    const parts = openParts(database, await durablyOn(mongodb));
    await layOut(database, parts, shown);
    const underWay = new Set<Promise<unknown>>();
    let closing: Promise<void> | undefined;

    const call = async (method: Method, given: readonly unknown[]): Promise<unknown> => {
      if (closing) throw new MovierecError('STORE_FAILED', `the store ${shown} is closed.`, 'Open it again.');
      const work = (methods[method] as (...given: readonly unknown[]) => Promise<unknown>)(parts, ...given);
      underWay.add(work);
      try {
        return await work;
      } catch (error) {
        throw error instanceof MovierecError ? error : failed(explain(error) as MovierecError);
      } finally {
        underWay.delete(work);
      }
    };
    const close = async (): Promise<void> => {
      await Promise.allSettled(underWay);
      await client.close();
    };
    return {
      ...Object.fromEntries(methodNames.map((name) => [name, (...given: unknown[]) => call(name, given)])),
      close: () => (closing ??= close()),
    } as unknown as Store;
  } catch (error) {
    await client.close();
    throw explain(error);
  }
}

const failed = ({ message, hint, cause }: MovierecError): MovierecError =>
  new MovierecError('STORE_FAILED', `the store ${message}`, hint, { cause });
