import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { Ids } from '../../dataset/ids.ts';
import type { PublishedList } from '../../publishing/edition.ts';

interface Row {
  readonly user: string;
  readonly movie: string;
  readonly score: number;
  readonly fallback: string | null;
}

/** The lists of everyone in an artifact of `recommendAll`, a person at a time, file by file. */
export async function* readLists(
  folder: string,
  users: Ids,
  films: Ids,
  context: Context,
): AsyncGenerator<PublishedList> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.parquet')).sort();
  const database = await Database.open(folder, context);
  try {
    for (const file of files) {
      let rows: Row[] = [];
      const table = `read_parquet(${quoted(join(folder, file))})`;
      for await (const row of database.stream<Row>(`SELECT user, movie, score, fallback FROM ${table}`)) {
        if (rows.length > 0 && rows[0].user !== row.user) {
          yield listOf(rows, users, films);
          rows = [];
        }
        rows.push(row);
      }
      if (rows.length > 0) yield listOf(rows, users, films);
    }
  } finally {
    await database.close();
  }
}

function listOf(rows: readonly Row[], users: Ids, films: Ids): PublishedList {
  const own = rows.findIndex(({ fallback }) => fallback !== null);
  return {
    of: users.indexOf(rows[0].user),
    items: Int32Array.from(rows, ({ movie }) => films.indexOf(movie)),
    scores: Float32Array.from(rows, ({ score }) => score),
    ...(own >= 0 && { own, fallback: rows[own].fallback! }),
  };
}
