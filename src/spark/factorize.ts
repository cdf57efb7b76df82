import { join } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import type { Context } from '../context.ts';
import type { Rows } from '../dataset/rows.ts';
import { withExchange } from './exchange.ts';
import { submit } from './submit.ts';
import type { Cluster } from './submitters/submitter.ts';
import { writeTable } from './write-table.ts';

/** What MLlib is to factorize; see job/factorize.py for what it minimizes. */
export interface Factorization {
  readonly user: Int32Array;
  readonly item: Int32Array;
  readonly value: Float32Array;
  readonly factors: number;
  readonly epochs: number;
  readonly regularization: number;
  readonly implicit: boolean;
}

/** The films' vectors, into the rows of `itemVectors` that are `width` long; films without a rating are left alone. */
export async function factorize(
  { user, item, value, ...settings }: Factorization,
  { itemVectors, width }: { readonly itemVectors: Float32Array; readonly width: number },
  cluster: Cluster,
  context: Context,
): Promise<void> {
  await withExchange(cluster, async (exchange) => {
    const { local } = exchange;
    await writeTable(local, 'ratings', { user, item, value }, context);
    const request = { task: 'factorize', ...settings, seed: context.seed, count: value.length, exchange };
    await submit(cluster, request, context);
    await readVectors(join(local, 'vectors'), { itemVectors, width, factors: settings.factors }, context);
  });
}

/** Each rating's person, of compressed rows. */
export function usersOf({ starts, indexes }: Pick<Rows, 'starts' | 'indexes'>): Int32Array {
  const users = new Int32Array(indexes.length);
  for (let user = 0; user + 1 < starts.length; user++) users.fill(user, starts[user], starts[user + 1]);
  return users;
}

const readVectors = (
  folder: string,
  { itemVectors, width, factors }: { itemVectors: Float32Array; width: number; factors: number },
  context: Context,
): Promise<void> =>
  Database.use(folder, context, async (database) => {
    const table = `read_parquet(${quoted(join(folder, '*.parquet'))})`;
    const { count } = await database.row<{ count: number }>(`SELECT count(*) AS count FROM ${table}`);
    const [ids, values] = await database.columns(
      `SELECT id::INTEGER, unnest(features)::FLOAT FROM ${table}`,
      count * factors,
      [Int32Array, Float32Array],
    );
    for (let at = 0; at < ids.length; at += factors) {
      itemVectors.set(values.subarray(at, at + factors), ids[at] * width);
    }
  });
