import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolConnection } from 'mysql2/promise';
import { isBroken, isLost } from '../../connections/lost-mysql.ts';
import type { Mysql } from '../../connections/mysql.ts';
import { MovierecError } from '../../errors.ts';
import { methodKinds, type Method } from '../methods.ts';
import { queries } from '../sql/queries.ts';
import type { Sql } from '../sql/tables.ts';
import { forgetLongTexts } from './forget-long-texts.ts';
import { kyselyOn } from './kysely-on.ts';

/** How often a method is begun at most, and for how many milliseconds longer it rests each time. */
const [attempts, rest] = [40, 2];

/** Two were in each other's way: nothing of the method has happened, and next time it finds out what the other did. */
const conflicts: ReadonlySet<string> = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_DUP_ENTRY',
  'ER_CHECKREAD',
]);

/** After these nothing may be left of someone. */
const removals: ReadonlySet<Method> = new Set<Method>(['removePerson', 'removeGuests', 'mergeGuest']);

/**
 * Does one method of a store as one transaction, or as one statement where it only reads. It is begun anew, as a whole,
 * where it was in the way of another, and where the connection was lost before the transaction was asked to end: the
 * server then undoes it. Once the end was asked for and no answer came it may have happened or not, and is not repeated:
 * a rating given twice would hand on the wrong rating before it, an event would be there twice. So what answers has
 * happened; what throws may have happened where it says so, and else has not.
 */
export async function perform(mysql: Mysql, method: Method, given: readonly unknown[]): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(mysql, method, given);
    if ('result' in outcome) return outcome.result;
    if (!outcome.again || attempt === attempts) throw outcome.error;
    await sleep(rest * attempt);
  }
}

type Outcome = { readonly result: unknown } | { readonly error: unknown; readonly again: boolean };

async function attemptOnce(mysql: Mysql, method: Method, given: readonly unknown[]): Promise<Outcome> {
  const writes = methodKinds[method] === 'write';
  const query = queries[method] as (sql: Sql, ...given: readonly unknown[]) => Promise<unknown>;
  let connection: PoolConnection | undefined;
  let ending = false;
  try {
    connection = await mysql.pool.getConnection();
    if (writes) await connection.query('START TRANSACTION');
    const result = await query({ database: kyselyOn(connection, { single: !writes }), locks: writes }, ...given);
    if (removals.has(method)) await forgetLongTexts(connection);
    ending = writes;
    if (writes) await connection.query('COMMIT');
    connection.release();
    return { result };
  } catch (error) {
    const conflict = conflicts.has((error as NodeJS.ErrnoException).code ?? '');
    if (ending && !conflict) {
      connection?.destroy();
      return { error: unknownOutcome(mysql, error), again: false };
    }
    if (connection) await giveBack(connection, error);
    return { error, again: conflict || isLost(error) };
  }
}

const unknownOutcome = ({ shown, explain }: Mysql, error: unknown): MovierecError =>
  new MovierecError(
    'STORE_FAILED',
    `the store ${shown} broke off before it said whether this was stored: it may have been, or not.`,
    'Look whether it was before you repeat it.',
    { cause: explain(error).cause },
  );

/** To the pool where it is as good as new; else it is ended, with all that was begun on it. */
async function giveBack(connection: PoolConnection, error: unknown): Promise<void> {
  try {
    if (isBroken(error)) return connection.destroy();
    await connection.query('ROLLBACK');
    connection.release();
  } catch {
    connection.destroy();
  }
}
