import type { Database } from 'libsql';
import { methodKinds, type Method } from '../methods.ts';
import { queries } from '../sql/queries.ts';
import type { Sql } from '../sql/tables.ts';
import { failed, type Performer } from '../thread/answer-calls.ts';
import type { Call, Outcome } from '../thread/call.ts';
import { explainFailure } from './explain-failure.ts';

/** After these, nothing of what they removed is to be left in the log of changes either. */
const removals: ReadonlySet<Method> = new Set<Method>(['removePerson', 'removeGuests']);

/**
 * Calls that wait together become one transaction, which the disk is flushed once for. Each of them is atomic by itself:
 * one that fails is undone alone. They see what those before them did.
 */
export function performTogether(connection: Database, sql: Sql, path: string): Performer {
  let traces = false;

  const attempt = async ({ method, given }: Call): Promise<Outcome> => {
    const query = queries[method] as (sql: Sql, ...given: readonly unknown[]) => Promise<unknown>;
    if (methodKinds[method] === 'read') return { result: await query(sql, ...given) };
    connection.exec('SAVEPOINT one');
    const result = await query(sql, ...given);
    connection.exec('RELEASE one');
    return { result };
  };

  const perform = async (calls: readonly Call[]): Promise<readonly Outcome[]> => {
    const outcomes: Outcome[] = [];
    const writes = calls.some(({ method }) => methodKinds[method] === 'write');
    try {
      connection.exec(writes ? 'BEGIN IMMEDIATE' : 'BEGIN');
      for (const call of calls) {
        try {
          outcomes.push(await attempt(call));
        } catch (error) {
          // A full disk ends the whole transaction, and with it what the others did.
          if (!connection.inTransaction) throw error;
          if (methodKinds[call.method] === 'write') connection.exec('ROLLBACK TO one; RELEASE one');
          outcomes.push(failed(explainFailure(error, path)));
        }
      }
      connection.exec('COMMIT');
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      const failure = failed(explainFailure(error, path));
      return calls.map(() => failure);
    }
    traces ||= calls.some(({ method }) => removals.has(method));
    if (traces) traces = !emptyLog(connection);
    return outcomes;
  };

  return { perform, close: async () => sql.database.destroy() };
}

/** Moves all changes from the log into the file; not where someone is still reading them. */
function emptyLog(connection: Database): boolean {
  try {
    const [{ busy }] = connection.pragma('wal_checkpoint(TRUNCATE)') as readonly { busy: number }[];
    return busy === 0;
  } catch {
    return false;
  }
}
