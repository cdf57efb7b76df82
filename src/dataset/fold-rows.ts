import type { Database } from '../artifacts/database.ts';
import { MovierecError } from '../errors.ts';
import { check, Fault, id, optionalNumber } from './parsing/field.ts';
import { usualColumns } from './sources/choose-columns.ts';
import { headingsOf, type Choice, type Heading } from './sources/heading.ts';
import { RawFiles, type RawFile } from './sources/raw-files.ts';

/** A rating as it stands in a fold file, which need not say how high it is. */
export interface FoldRow {
  /** Counts from 1. */
  readonly line: number;
  readonly user: string;
  readonly movie: string;
  readonly value: number | undefined;
}

const fields = [id('user'), id('movie'), optionalNumber('rating')];
const needed = 'Each line is to hold user, film and, if it is known, rating, by tabs, commas, "::" or semicolons.';

/**
 * The ratings in a fold file: user, film, maybe rating and more, in this order or under the usual column names.
 * @throws EMPTY_FILE; BAD_FILE at the first row that cannot be read
 */
export async function* foldRows(file: RawFile, database: Database): AsyncGenerator<FoldRow[]> {
  if (file.bytes === 0) throw new MovierecError('EMPTY_FILE', `${file.name} is empty.`, needed);
  const { signal } = database;
  const [heading] = await headingsOf(new RawFiles([file]), database, signal);
  const choices = heading && choicesOf(heading);
  if (!choices) throw new MovierecError('BAD_FILE', `${file.name} has no columns of users and films.`, needed);
  // An input's values come in the order of the file.
  const input = heading.open(choices);
  const places = fields.map((field) => input.fields.indexOf(field));
  let count = 0;
  for await (const rows of input.rows(database, signal)) {
    count += rows.length;
    yield rows.map(({ line, values, reason }) => {
      const [user, movie, rating] = fields.map((field, at) => {
        const value = reason === undefined ? check(field, values[places[at]] ?? '') : new Fault(reason);
        if (!(value instanceof Fault)) return value;
        throw new MovierecError('BAD_FILE', `${file.name}, line ${line}: ${value.reason}.`, needed);
      });
      return { line, user, movie, value: rating === '' ? undefined : Number(rating) };
    });
  }
  if (count === 0) throw new MovierecError('EMPTY_FILE', `${file.name} holds no ratings.`, needed);
}

/** By the usual names, or in their order where the columns have none; nothing where that is not possible. */
function choicesOf(heading: Heading): Choice[] | undefined {
  const named = usualColumns(heading, fields);
  if (fields.every((field) => !field.required || named.some((choice) => choice.field === field))) return named;
  if (!heading.places || heading.names.length < 2) return undefined;
  return fields.slice(0, heading.names.length).map((field, at) => ({ field, column: String(at + 1) }));
}
