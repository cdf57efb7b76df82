import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import type { Context } from '../context.ts';
import { historyOf } from '../dataset/history.ts';
import type { Rows } from '../dataset/rows.ts';
import type { Model } from '../models/contract/model.ts';
import { withExchange } from './exchange.ts';
import { submit } from './submit.ts';
import type { Cluster } from './submitters/submitter.ts';
import { writeTable, writeVectors } from './write-table.ts';

/** Which lists a cluster is to make. */
export interface Listing {
  /** One whose score is the product of a person's vector with a film's. */
  readonly model: Model;
  /** What people have rated besides what the model knows of; not listed either. */
  readonly heldOut: Rows | undefined;
  readonly k: number;
  /** Whether a film may be listed. */
  readonly passes: (item: number) => boolean;
  /** The folder with users.parquet and movies.parquet, which are in the order of their indexes. */
  readonly names: string;
}

/** How many lists were made, and whose were not: those of people to whom the model has less than k films to give. */
export interface Listed {
  readonly people: number;
  readonly rows: number;
  readonly short: Int32Array;
}

/** The least number of films by which people are told apart, see job/list_films.py. */
const fewest = 64;

/**
 * The k best films of each person, as Parquet files in the cluster's folder, `lists-00000.parquet` …: user, place, movie,
 * score and fallback. Costs what all products of people with films do, and for each person the sorting of k places and
 * up to four times as many as they have rated.
 */
export async function listFilms(
  { model, heldOut, k, passes, names }: Listing,
  cluster: Cluster,
  context: Context,
): Promise<Listed> {
  const { users, items, counts, histories } = model.seen;
  const { width, itemVectors } = model.state as { readonly width: number; readonly itemVectors: Float32Array };
  const listed = Int32Array.from(items.names.keys()).filter(
    (item) => (counts[item] > 0 || model.definition.scoresUnrated) && passes(item),
  );
  const isListed = new Uint8Array(items.size);
  for (const item of listed) isListed[item] = 1;
  const userVectors = new Float32Array(users.size * width);
  const excluded = new Int32Array(users.size);
  const isShort = new Uint8Array(users.size);
  for (let user = 0; user < users.size; user++) {
    const { vector } = model.user(user) as unknown as { readonly vector: Float32Array };
    userVectors.set(vector, user * width);
    const rated = [histories, ...(heldOut ? [heldOut] : [])].map((rows) => historyOf(rows, user).items);
    excluded[user] = rated.reduce((sum, { length }) => sum + length, 0);
    const taken = rated.reduce((sum, films) => sum + films.reduce((count, item) => count + isListed[item], 0), 0);
    isShort[user] = Number(listed.length - taken < k || vector.every((value) => value === 0));
  }
  const everyone = Int32Array.from(users.names.keys());
  const [asked, short] = [0, 1].map((is) => everyone.filter((user) => isShort[user] === is));
  if (asked.length === 0) return { people: 0, rows: 0, short };

  return withExchange(cluster, async (exchange) => {
    const { local } = exchange;
    await writeVectors(local, 'people', { ids: asked, vectors: userVectors, width }, context);
    await writeVectors(local, 'films', { ids: listed, vectors: itemVectors, width }, context);
    await writeTable(local, 'counts', { user: asked, excluded: asked.map((user) => excluded[user]) }, context);
    await writeTable(local, 'excluded', pairsOf(heldOut ? [histories, heldOut] : [histories]), context);
    await writeNames(local, names, context);
    const most = asked.reduce((longest, user) => Math.max(longest, excluded[user]), 0);
    const limits = [fewest];
    while (limits.at(-1)! < most) limits.push(4 * limits.at(-1)!);
    const request = { task: 'list_films', k, limits, width, films: listed.length, people: asked.length, exchange };
    const { rows } = await submit<{ rows: number }>(cluster, request, context);
    await takeFiles(join(local, 'lists'), cluster.folder);
    return { people: asked.length, rows, short };
  });
}

/** Ids with their indexes, which are where they stand. */
const writeNames = (folder: string, names: string, context: Context): Promise<void> =>
  Database.use(folder, context, async (database) => {
    for (const [table, name] of [
      ['users', 'user'],
      ['movies', 'movie'],
    ]) {
      const from = `read_parquet(${quoted(join(names, `${table}.parquet`))}, file_row_number = true)`;
      const to = quoted(join(folder, `${table}.parquet`));
      await database.run(
        `COPY (SELECT file_row_number::INTEGER AS index, ${name} FROM ${from}) TO ${to} (FORMAT parquet)`,
      );
    }
  });

/** All entries of some rows, as columns. */
function pairsOf(all: readonly Rows[]): { readonly user: Int32Array; readonly item: Int32Array } {
  const size = all.reduce((sum, { indexes }) => sum + indexes.length, 0);
  const [user, item] = [new Int32Array(size), new Int32Array(size)];
  let from = 0;
  for (const rows of all) {
    item.set(rows.indexes, from);
    for (let row = 0; row + 1 < rows.starts.length; row++)
      user.fill(row, from + rows.starts[row], from + rows.starts[row + 1]);
    from += rows.indexes.length;
  }
  return { user, item };
}

/** What Spark has written, without what it writes besides. */
async function takeFiles(from: string, to: string): Promise<void> {
  const files = (await readdir(from)).filter((name) => /^part-.*\.parquet$/.test(name)).sort();
  for (const [at, file] of files.entries()) {
    await copyFile(join(from, file), join(to, `lists-spark-${String(at).padStart(5, '0')}.parquet`));
  }
}
