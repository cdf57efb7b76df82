import type { Database } from '../../artifacts/database.ts';
import { delimited } from '../parsing/delimited.ts';
import type { Field } from '../parsing/field.ts';
import type { Input } from '../parsing/input.ts';
import { jsonLines, parseObject } from '../parsing/json-lines.ts';
import { columnsOfParquet, parquet } from '../parsing/parquet.ts';
import { recordsOf } from '../parsing/records.ts';
import type { RawFile, RawFiles } from './raw-files.ts';

/** A wanted field, and the name of the column that it stands in, or the place of it, from 1, in a file without names. */
export interface Choice {
  readonly field: Field;
  readonly column: string;
}

/** What a table calls its columns, and how to read those of them that are wanted. */
export interface Heading {
  readonly file: RawFile;
  readonly names: readonly string[];
  /** Whether columns can be told by their place as well. */
  readonly places: boolean;
  open(choices: readonly Choice[]): Input;
}

const tableFile = /\.(csv|tsv|tab|txt|dat|data|jsonl|ndjson|json|parquet)$/i;
const delimiters = ['::', ',', '\t', ';', '|'];

/** The headings of all files that could be a table: CSV and the like, JSON-lines, Parquet. */
export async function headingsOf(files: RawFiles, database?: Database, signal?: AbortSignal): Promise<Heading[]> {
  const candidates = files.all.length === 1 ? files.all : files.all.filter(({ name }) => tableFile.test(name));
  const headings: Heading[] = [];
  for (const file of candidates) {
    const heading = await headingOf(file, files, database, signal);
    if (heading) headings.push(heading);
  }
  return headings;
}

async function headingOf(file: RawFile, files: RawFiles, database?: Database, signal?: AbortSignal) {
  const head = await files.head(file);
  if (head.startsWith('PAR1')) return database && signal ? parquetHeading(file, database, signal) : undefined;
  if (head === '' || head.includes('\0')) return undefined;
  const lines = head.replace(/^\xef\xbb\xbf/, '').split(/\r?\n/);
  return lines[0].startsWith('{') ? jsonHeading(file, lines) : delimitedHeading(file, lines[0]);
}

async function parquetHeading(file: RawFile, database: Database, signal: AbortSignal): Promise<Heading> {
  const names = [...(await columnsOfParquet(file, database, signal)).keys()];
  return {
    file,
    names,
    places: false,
    open: (choices) => parquet(file, choices.map(columnOf), choices.map(fieldOf)),
  };
}

function jsonHeading(file: RawFile, lines: readonly string[]): Heading {
  const names = new Set(lines.flatMap((line) => Object.keys(parseObject(line) ?? {})));
  return {
    file,
    names: [...names],
    places: false,
    open: (choices) => jsonLines(file, choices.map(columnOf), choices.map(fieldOf)),
  };
}

async function delimitedHeading(file: RawFile, line: string): Promise<Heading> {
  const first = Buffer.from(line, 'latin1').toString();
  const width = (delimiter: string): number => first.split(delimiter).length;
  const delimiter = delimiters.reduce((best, other) => (width(other) > width(best) ? other : best), ',');
  const names = await valuesOf(first, delimiter);
  return {
    file,
    names,
    places: true,
    open(choices) {
      // The values 1, 2, 3 of a first line are no names of columns that are chosen by their places.
      const header = choices.every(({ column }) => names.includes(column) && !/^[1-9]\d*$/.test(column));
      const placeOf = ({ column }: Choice): number => (header ? names.indexOf(column) : Number(column) - 1);
      const columns = names.map((_, at) => choices.find((choice) => placeOf(choice) === at)?.field);
      return delimited(file, { delimiter, quotes: true, header, columns });
    },
  };
}

async function valuesOf(text: string, delimiter: string): Promise<string[]> {
  async function* line() {
    yield [{ number: 1, text }];
  }
  for await (const [record] of recordsOf(line(), delimiter, 0)) {
    if (record) return (record.values ?? []).map((value) => value.trim());
  }
  return [];
}

const columnOf = ({ column }: Choice): string => column;
const fieldOf = ({ field }: Choice): Field => field;
