import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { quoted } from '../../artifacts/database.ts';
import { MovierecError } from '../../errors.ts';
import { check, engineTypes, Fault, type Field } from '../parsing/field.ts';
import type { Rejected } from '../parsing/rejected-rows.ts';
import type { Desk } from '../parsing/write-table.ts';
import type { RawFile } from '../sources/raw-files.ts';
import { isDamaged, unpackSoundPart } from '../unpack/sound-part.ts';

/** What stands for no value. */
const none = '\\N';

/**
 * Makes a temporary table from a file as IMDb has them: tabs, a header, no quoting, `\N` for no value, packed or not.
 * The engine streams it, so that only what `select` keeps is ever held; it reads from `source`, whose columns are the
 * given ones. Rows with too few or too many values, or of the wrong kind, are set aside; of a file that is cut off or
 * damaged what comes before the fault is read.
 * @throws BAD_COLUMNS, BAD_FILE
 */
export async function scanTsv(
  table: string,
  file: RawFile,
  columns: readonly Field[],
  select: (source: string) => string,
  desk: Desk,
): Promise<void> {
  const { database, context, folder, rejected } = desk;
  const isPacked = /\.gz$/i.test(file.path);
  const names = (await firstLine(file, isPacked)).replace(/^\ufeff/, '').split('\t');
  const missing = columns.find(({ name }) => !names.includes(name));
  if (missing) {
    throw new MovierecError(
      'BAD_COLUMNS',
      `${file.name} has no column "${missing.name}"; it begins with ${names.slice(0, 9).join(', ').slice(0, 120) || 'nothing'}.`,
      "Get it again from IMDb's page of non-commercial datasets, or take it out of the folder.",
    );
  }
  const fields = names.map((name) => columns.find((column) => column.name === name));

  async function run(path: string): Promise<void> {
    await database.run('DROP TABLE IF EXISTS faults; DROP TABLE IF EXISTS fault_scans');
    try {
      await database.run(`CREATE OR REPLACE TEMP TABLE ${table} AS ${select(sourceOf(path, names, fields))}`);
    } catch (cause) {
      if (!/^(Invalid Input|IO) Error/.test((cause as Error).message)) throw cause;
      const what = isPacked
        ? 'is no gzip file with text in columns'
        : 'is no text in columns, or has two kinds of line end';
      throw new MovierecError('BAD_FILE', `${file.name} ${what}.`, 'Get it again.', { cause });
    }
  }

  // Both go through the whole file, so they do it at the same time.
  const [damaged] = await Promise.all([isPacked && isDamaged(file.path, context.signal), run(file.path)]);
  if (damaged) {
    const part = join(folder, `.${table}.part`);
    const { lines, rest } = await unpackSoundPart(file.path, part, context.signal);
    context.log(`${file.name} is cut off or damaged: of its rows, the first ${lines - 1} are used. Get it again.`);
    await run(part);
    await rm(part);
    await rejected.add([
      { file: file.name, line: lines + 1, reason: 'the file is cut off or damaged here', text: rest },
    ]);
  }
  await rejected.add(await faultsOf(desk, file, fields));
}

const sourceOf = (path: string, names: readonly string[], fields: readonly (Field | undefined)[]): string =>
  `read_csv(${quoted(path)}, auto_detect=false, header=true, delim='\t', quote='', escape='', nullstr=${quoted(none)},
    columns={${names.map((name, at) => `${quoted(name)}: '${engineTypes[fields[at]?.type ?? 'text']}'`).join(', ')}},
    store_rejects=true, rejects_table='faults', rejects_scan='fault_scans')`;

/** The rows that the engine passed over, each with the first fault that there is in it. */
async function faultsOf(
  { database }: Desk,
  file: RawFile,
  fields: readonly (Field | undefined)[],
): Promise<Rejected[]> {
  const found = await database.rows<{ line: number; text: string; unreadable: boolean }>(
    `SELECT line, any_value(trim(csv_line, '\r\n')) AS text, bool_or(error_type = 'INVALID ENCODING') AS unreadable
     FROM faults GROUP BY line ORDER BY line`,
  );
  return found.map(({ line, text, unreadable }) => ({
    file: file.name,
    line,
    text,
    reason: unreadable ? 'not valid UTF-8' : reasonOf(text.split('\t'), fields),
  }));
}

function reasonOf(values: readonly string[], fields: readonly (Field | undefined)[]): string {
  if (values.length !== fields.length) {
    const much = values.length < fields.length ? 'few' : 'many';
    return `too ${much} columns: ${values.length} where ${fields.length} are expected`;
  }
  for (const [at, field] of fields.entries()) {
    const checked = field && values[at] !== none ? check(field, values[at]) : '';
    if (checked instanceof Fault) return checked.reason;
  }
  return 'cannot be read';
}

/** The header of a file, also of a packed one; nothing where it is empty or no gzip file. */
async function firstLine({ path }: RawFile, isPacked: boolean): Promise<string> {
  const bytes = createReadStream(path);
  const text = isPacked ? bytes.pipe(createGunzip()) : bytes;
  try {
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) return line;
    return '';
  } catch {
    return '';
  } finally {
    bytes.destroy();
  }
}
