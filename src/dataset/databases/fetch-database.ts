import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from '../../artifacts/lock.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { DatabaseKind } from './database-kind.ts';
import { planReading, type DatabaseRequest, type TablePlan } from './plan-reading.ts';
import { readTable } from './read-table.ts';
import type { TableFile } from './table-file.ts';

/** The file that says which database the files beside it were read from. */
export const databaseMark = 'database.json';

export interface DatabaseFetch extends DatabaseRequest {
  readonly kind: DatabaseKind;
  readonly address: string;
  /** The folder of raw files. */
  readonly folder: string;
  /** What the folder in it shall be called, from the database's own name. */
  readonly nameOf: (database: string) => string;
}

/**
 * Reads tables of a database into a folder of raw files: a CSV file for each, and what they were read from. It is always
 * read anew, since nobody can tell whether rows have changed; the same rows give the same files. They come to `NAME.part`,
 * which takes the place of the folder when all is there; until then a later run goes on where this one stopped.
 * @returns the folder
 * @throws what opening, planning and reading throw; BUSY, USAGE where the user's own files lie in the folder
 */
export async function fetchDatabase(request: DatabaseFetch, context: Context): Promise<string> {
  const database = await request.kind.open(request.address);
  try {
    const plans = await planReading(database, request);
    const name = request.nameOf(database.name);
    const final = join(request.folder, name);
    if (existsSync(final) && !existsSync(join(final, databaseMark))) throw occupied(name);
    await mkdir(request.folder, { recursive: true });
    const release = await lock(final);
    try {
      const part = `${final}.part`;
      await mkdir(part, { recursive: true });
      const names = plans.map(({ table }) => `${table}.csv`);
      const files: TableFile[] = [];
      for (const [at, plan] of plans.entries()) {
        files.push(await readTable(database, plan, join(part, names[at]), context));
      }
      if (files[0].rows === 0) throw empty(plans[0], database.shown);
      for (const file of files) await file.place();
      // What an earlier run was to read and this one is not.
      for (const name of await readdir(part))
        if (!names.includes(name)) await rm(join(part, name), { recursive: true });
      await writeFile(join(part, databaseMark), `${JSON.stringify(about(database.shown, plans), null, 2)}\n`);
      await rm(final, { recursive: true, force: true });
      await rename(part, final);
    } finally {
      await release();
    }
    return final;
  } finally {
    await database.close();
  }
}

/** Nothing that changes from one reading to the next, and no credentials. */
const about = (from: string, plans: readonly TablePlan[]) => ({
  from,
  tables: Object.fromEntries(
    plans.map(({ table, relation: { table: name, query }, key, choices }) => [
      table,
      {
        table: name,
        query,
        key,
        columns: Object.fromEntries(choices.map(({ field, column }) => [field.name, column])),
      },
    ]),
  ),
});

const occupied = (name: string): MovierecError =>
  new MovierecError(
    'USAGE',
    `data/raw/${name} holds files that were not read from a database, and would be replaced.`,
    'Give the data another name with --dataset NAME, or move the files away.',
  );

const empty = ({ table, relation }: TablePlan, shown: string): MovierecError =>
  new MovierecError(
    'NO_RATINGS',
    `${relation.name} in ${shown} is empty: there are no ${table}.`,
    'Name another table with --table.',
  );
