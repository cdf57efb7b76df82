import type { ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { openMysql } from '../connections/mysql.ts';
import { MovierecError } from '../errors.ts';
import type { Counts } from './edition.ts';
import { insertRows, sqlBytes, sqlText, type SqlRow } from './mysql/insert-rows.ts';
import { rights, schemaOf, schemaVersion, versionedTables } from './mysql/schema.ts';
import type { Batch, Beat, Hold, Sink, State } from './sink.ts';

/** Rows that are deleted by one statement: more would hold locks and log for long. */
const rowsDeletedAtOnce = 50_000;

/** Versions in tables of MySQL 8.0.17 or MariaDB 10.2 and later, see mysql/schema.ts. */
export async function openMysqlSink(address: string, prefix: string): Promise<Sink> {
  const { pool, shown, explain } = await openMysql(address, { connections: 3 });
  const guard = <T>(work: Promise<T>): Promise<T> => work.catch((error: unknown) => Promise.reject(explain(error)));
  const run = (sql: string, values: unknown[] = []): Promise<ResultSetHeader> =>
    guard(pool.query<ResultSetHeader>(sql, values).then(([done]) => done));
  const read = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    guard(pool.query<RowDataPacket[]>(sql, values).then(([rows]) => rows as T[]));
  const insert = (table: string, rows: Iterable<SqlRow>, beat?: Beat): Promise<void> =>
    guard(
      (async () => {
        for (const sql of insertRows(prefix + table, rows, mostBytes)) {
          await beat?.();
          await pool.query(sql);
        }
      })(),
    );
  let mostBytes = 1024 * 1024;

  return {
    shown,
    async prepare() {
      const [{ most }] = await read<{ most: number }>('SELECT @@max_allowed_packet AS most');
      mostBytes = most;
      try {
        const found = await schemaFound(read, prefix);
        if (found === schemaVersion) return;
        if (found !== undefined) throw newer(shown, prefix, found);
        const collation = await collationOf(read, shown);
        const schema = schemaOf(prefix, collation);
        for (const sql of schema) await run(sql).catch(ignoreExisting);
        await run(`CREATE TABLE IF NOT EXISTS ${prefix}schema (version INT PRIMARY KEY) ENGINE=InnoDB`);
        await run(`INSERT IGNORE INTO ${prefix}schema VALUES (${schemaVersion})`);
      } catch (error) {
        throw error instanceof MovierecError && error.code === 'NO_ACCESS' ? withRights(error) : error;
      }
    },

    async hold(dataset, holder, seconds): Promise<Hold> {
      await run(`INSERT IGNORE INTO ${prefix}current (dataset) VALUES (?)`, [dataset]);
      await run(
        `UPDATE ${prefix}current SET holder = ?, held_until = ${inSeconds}
          WHERE dataset = ? AND (holder IS NULL OR held_until < UTC_TIMESTAMP(3))`,
        [holder, seconds, dataset],
      );
      const [found] = await read<{ holder: string | null; until: number | null }>(
        `SELECT holder, UNIX_TIMESTAMP(held_until) * 1000 AS until FROM ${prefix}current WHERE dataset = ?`,
        [dataset],
      );
      return { holder: found.holder ?? '', until: Number(found.until) };
    },
    async renew(dataset, holder, seconds) {
      const { affectedRows } = await run(
        `UPDATE ${prefix}current SET held_until = ${inSeconds} WHERE dataset = ? AND holder = ?`,
        [seconds, dataset, holder],
      );
      return affectedRows === 1;
    },
    async release(dataset, holder) {
      await run(`UPDATE ${prefix}current SET holder = NULL, held_until = NULL WHERE dataset = ? AND holder = ?`, [
        dataset,
        holder,
      ]);
    },

    async state(dataset): Promise<State> {
      const [current] = await read<{ version: number | null }>(
        `SELECT version FROM ${prefix}current WHERE dataset = ?`,
        [dataset],
      );
      const versions = await read<VersionRow>(
        `SELECT version AS number, content, model, complete, published, counts FROM ${prefix}versions WHERE dataset = ?`,
        [dataset],
      );
      return {
        current: current?.version ?? null,
        versions: versions.map(({ content, complete, published, counts, ...version }) => ({
          ...version,
          key: content,
          complete: Boolean(complete),
          published: published === null ? null : Number(published),
          counts: JSON.parse(counts ?? '{}') as Counts,
        })),
      };
    },

    async begin({ dataset, model, key, people, films }, beat) {
      const { insertId: version } = await run(
        `INSERT INTO ${prefix}versions (dataset, model, content) VALUES (?, ?, ?)`,
        [dataset, model, key],
      );
      await insert(
        'users',
        map(people, (id, user) => `${version},${user},${sqlText(id)}`),
        beat,
      );
      await insert(
        'films',
        map(films, ({ id, title, year = null, genres }, film) => {
          const texts = [title, genres && JSON.stringify(genres)].map(sqlText);
          return `${version},${film},${sqlText(id)},${texts[0]},${year},${texts[1]}`;
        }),
        beat,
      );
      return version;
    },
    write: (version, _edition, batch) => insert(tables[batch.part], rowsOf(version, batch)),
    async finish(version, counts) {
      await run(`UPDATE ${prefix}versions SET complete = TRUE, counts = ? WHERE version = ?`, [
        JSON.stringify(counts),
        version,
      ]);
    },
    async switchTo(dataset, version, holder, published) {
      const { affectedRows } = await run(
        `UPDATE ${prefix}current AS c JOIN ${prefix}versions AS v ON v.version = ?
          SET c.version = v.version, v.published = coalesce(?, v.published) WHERE c.dataset = ? AND c.holder = ?`,
        [version, published ?? null, dataset, holder],
      );
      return affectedRows > 0;
    },
    async remove(version, beat) {
      await run(`UPDATE ${prefix}versions SET complete = FALSE WHERE version = ?`, [version]);
      for (const table of versionedTables) {
        for (let deleted = rowsDeletedAtOnce; deleted === rowsDeletedAtOnce; await beat()) {
          const sql = `DELETE FROM ${prefix}${table} WHERE version = ? LIMIT ${rowsDeletedAtOnce}`;
          deleted = (await run(sql, [version])).affectedRows;
        }
      }
      await run(`DELETE FROM ${prefix}versions WHERE version = ?`, [version]);
    },
    close: () => pool.end(),
  };
}

interface VersionRow {
  readonly number: number;
  readonly content: string;
  readonly model: string;
  readonly complete: number;
  readonly published: number | null;
  readonly counts: string | null;
}
type Read = <T>(sql: string, values?: unknown[]) => Promise<T[]>;

const inSeconds = 'UTC_TIMESTAMP(3) + INTERVAL ? SECOND';

const tables = {
  lists: 'lists',
  similar: 'similar',
  userFactors: 'user_factors',
  filmFactors: 'film_factors',
} as const;

function* map<T>(all: readonly T[], row: (one: T, index: number) => SqlRow): Generator<SqlRow> {
  for (const [index, one] of all.entries()) yield row(one, index);
}

function* rowsOf(version: number, batch: Batch): Generator<SqlRow> {
  if (batch.part === 'userFactors' || batch.part === 'filmFactors') {
    for (const { of, vector } of batch.rows) yield `${version},${of},${sqlBytes(vector)}`;
    return;
  }
  const hasFallback = batch.part === 'lists';
  for (const { of, items, scores, own = items.length, fallback } of batch.rows) {
    for (let at = 0; at < items.length; at++) {
      const why = hasFallback ? `,${at < own ? 'NULL' : sqlText(fallback)}` : '';
      yield `${version},${of},${at + 1},${items[at]},${scores[at]}${why}`;
    }
  }
}

/** The version of the tables that are there, if they are. */
async function schemaFound(read: Read, prefix: string): Promise<number | undefined> {
  const tables = await read(
    'SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ?',
    [`${prefix}schema`],
  );
  if (tables.length === 0) return undefined;
  const [found] = await read<{ version: number | null }>(`SELECT max(version) AS version FROM ${prefix}schema`);
  return found.version ?? undefined;
}

/** The collation that takes ids byte by byte and does not pad them: each of the two servers has a name for it. */
async function collationOf(read: Read, shown: string): Promise<string> {
  const [found] = await read<{ name: string }>(
    `SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS
      WHERE COLLATION_NAME IN ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin')`,
  );
  if (found) return found.name;
  throw new MovierecError(
    'UNSUPPORTED',
    `${shown} is a server too old: its ids would lose their trailing spaces.`,
    'Use MySQL 8.0.17 or MariaDB 10.2, or later.',
  );
}

const newer = (shown: string, prefix: string, found: number): MovierecError =>
  new MovierecError(
    'NEWER_SCHEMA',
    `${shown} has tables ${prefix}… of a later movierec (schema ${found}; this one writes ${schemaVersion}).`,
    'Update movierec, or publish beside them with --prefix.',
  );

const withRights = (error: MovierecError): MovierecError =>
  new MovierecError('NO_ACCESS', error.message, `Let an administrator run: GRANT ${rights} ON DATABASE.* TO USER`, {
    cause: error,
  });

/** A view that another run has made in the meantime. */
function ignoreExisting(error: unknown): void {
  const { code } = (error as { cause?: { code?: string } }).cause ?? {};
  if (code !== 'ER_TABLE_EXISTS_ERROR') throw error;
}
