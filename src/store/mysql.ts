import { MovierecError } from '../errors.ts';
import { openMysql } from '../connections/mysql.ts';
import { methodNames, type Method } from './methods.ts';
import { explainFailure } from './mysql/explain-failure.ts';
import { groundwork } from './mysql/groundwork.ts';
import { migrateAlone } from './mysql/migrate-alone.ts';
import { perform } from './mysql/perform.ts';
import { steps as stepsOfAll } from './sql/migrations/registry.ts';
import type { Store } from './store.ts';

const allSteps = [groundwork, ...stepsOfAll];

/**
 * A store in MySQL or MariaDB, `mysql://USER@HOST:3306/DATABASE`, in a database of its own. Any number of processes may have
 * it open. When the server comes back after it was away, the store goes on by itself.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, UNSUPPORTED, STORE_FAILED, NEWER_STORE
 */
export async function openMysqlStore(address: string, steps = allSteps): Promise<Store> {
  const mysql = await openMysql(address);
  try {
    await migrateAlone(mysql, steps);
  } catch (error) {
    await mysql.pool.end();
    throw mysql.explain(error);
  }
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const ask = async (method: Method, given: readonly unknown[]): Promise<unknown> => {
    if (closing) throw new MovierecError('STORE_FAILED', `the store ${mysql.shown} is closed.`, 'Open it again.');
    const asked = perform(mysql, method, given);
    underWay.add(asked);
    try {
      return await asked;
    } catch (error) {
      throw explainFailure(error, mysql);
    } finally {
      underWay.delete(asked);
    }
  };
  const close = async (): Promise<void> => {
    await Promise.allSettled(underWay);
    await mysql.pool.end();
  };
  const methods = methodNames.map((method) => [method, (...given: unknown[]) => ask(method, given)]);
  return { ...(Object.fromEntries(methods) as Omit<Store, 'close'>), close: () => (closing ??= close()) };
}
