import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { loadHeldOut } from '../../dataset/load-dataset.ts';
import type { Fallback } from '../../models/contract/model.ts';
import { load } from '../../models/registry.ts';
import type { ListCounts, ListJob } from './list-job.ts';
import { listsOf } from './lists-of.ts';

/** The size of a file, and of what is held before it is written, at 17 bytes a row. */
const rowsAtOnce = 1_048_576;

/** 0 is the model's own. */
const fallbacks: readonly Fallback[] = ['empty history', 'no opinion'];

/** Makes lists in this process: a batch of people at a time, and a file for every million rows. */
export async function listHere(
  { data, saved, k, passes, folder, among }: ListJob,
  context: Context,
): Promise<ListCounts> {
  const model = await load(saved.folder, saved.name);
  const { users, items } = model.seen;
  const all = among?.length ?? users.size;
  const heldOut = saved.full ? undefined : await loadHeldOut(data.folder, users.size, items.size, context);
  return Database.use(folder, context, async (database) => {
    await database.run('CREATE TABLE rows (user INTEGER, place INTEGER, item INTEGER, score FLOAT, reason UTINYINT)');
    for (const [table, id] of [['users', 'user'] as const, ['movies', 'movie'] as const]) {
      const file = quoted(join(data.folder, `${table}.parquet`));
      await database.run(
        `CREATE TABLE ${table} AS SELECT ${id} AS id, file_row_number AS index FROM read_parquet(${file}, file_row_number = true)`,
      );
    }
    const most = Math.max(rowsAtOnce, Math.min(k, items.size));
    const columns = [
      ...[new Int32Array(most), new Int32Array(most), new Int32Array(most)],
      ...[new Float32Array(most), new Uint8Array(most)],
    ];
    const [userColumn, place, item, score, reason] = columns;
    const counts = { people: 0, rows: 0, fallback: 0 };
    let files = 0;
    let filled = 0;
    const flush = async (): Promise<void> => {
      await database.insertColumns(
        'rows',
        columns.map((column) => column.subarray(0, filled)),
      );
      await database.run(`COPY (
          SELECT users.id AS user, place, movies.id AS movie, score,
            [NULL, ${fallbacks.map(quoted).join(', ')}][reason + 1] AS fallback
          FROM rows JOIN users ON users.index = rows.user JOIN movies ON movies.index = rows.item ORDER BY rows.user, place
        ) TO ${quoted(join(folder, `lists-${String(files++).padStart(5, '0')}.parquet`))} (FORMAT parquet)`);
      await database.run('TRUNCATE rows');
      filled = 0;
    };
    for await (const { user, list, fallback } of listsOf(model, heldOut, k, passes, context, among)) {
      const { length } = list.items;
      if (filled + length > most) await flush();
      userColumn.fill(user, filled, filled + length);
      for (let at = 0; at < length; at++) place[filled + at] = at + 1;
      item.set(list.items, filled);
      score.set(list.scores, filled);
      reason.fill(0, filled, filled + list.own);
      reason.fill(fallbacks.indexOf(fallback) + 1, filled + list.own, filled + length);
      filled += length;
      counts.people++;
      counts.rows += length;
      counts.fallback += length - list.own;
      if (counts.people % 256 === 0) {
        context.signal.throwIfAborted();
        context.progress(counts.people, all, 'people');
      }
    }
    if (filled > 0 || files === 0) await flush();
    context.progress(all, all, 'people');
    return counts;
  });
}
