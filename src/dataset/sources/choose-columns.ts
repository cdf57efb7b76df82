import { MovierecError } from '../../errors.ts';
import type { Field } from '../parsing/field.ts';
import type { Choice, Heading } from './heading.ts';

const titleNames = ['title', 'movietitle', 'filmtitle'];

/** What the columns of ratings, films and events are usually called: small letters, without signs between. */
const usualNames: Readonly<Record<string, readonly string[]>> = {
  user: ['userid', 'user', 'uid', 'customerid', 'customer', 'profileid', 'profile'],
  movie: ['movieid', 'movie', 'itemid', 'item', 'filmid', 'film', 'mid', 'iid'],
  rating: ['rating', 'stars', 'score'],
  timestamp: ['timestamp', 'time', 'date', 'datetime', 'ratedat', 'createdat', 'ts', 'at'],
  title: [...titleNames, 'name'],
  genres: ['genres', 'genre'],
  year: ['year', 'releaseyear'],
  event: ['event', 'eventtype', 'action', 'type'],
  fraction: ['fraction', 'watchedfraction', 'watched', 'fractionwatched', 'progress', 'completion'],
};

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** What is to be known of a table to choose among its columns. */
export type Columns = Pick<Heading, 'names' | 'places'> & { readonly file: Pick<Heading['file'], 'name'> };

/** The columns in which fields stand by their usual names; required fields may be missing from the answer. */
export function usualColumns(heading: Pick<Columns, 'names'>, fields: readonly Field[]): Choice[] {
  return fields.flatMap((field) => {
    // Where films have no id, their titles tell them apart.
    const byTitle = field.name === 'movie' && !fields.some(({ name }) => name === 'title');
    const usual = [...(usualNames[field.name] ?? [field.name]), ...(byTitle ? titleNames : [])];
    const column = usual.map((name) => heading.names.find((known) => plainName(known) === name)).find(Boolean);
    return column === undefined ? [] : [{ field, column }];
  });
}

/** Whether a file has columns, by their usual names, for all required fields. */
export const hasUsual = (heading: Pick<Columns, 'names'>, fields: readonly Field[]): boolean =>
  lacking(fields, usualColumns(heading, fields)).length === 0;

/**
 * The columns of the first file that has those that the user named and, for what was left unnamed, the usual ones.
 * @throws BAD_COLUMNS
 */
export function chooseColumns<Table extends Columns>(
  headings: readonly Table[],
  fields: readonly Field[],
  given: Readonly<Record<string, string>> = {},
): { heading: Table; choices: Choice[] } {
  const known = fields.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new MovierecError(
      'BAD_COLUMNS',
      `--columns: "${unknown}" is none of ${known.join(', ')}.`,
      exampleOf(fields),
    );
  }
  for (const heading of headings) {
    const usual = usualColumns(heading, fields);
    const choices = fields.flatMap((field): Choice[] => {
      const column = given[field.name];
      if (column === undefined)
        return Object.keys(given).length > 0 && !field.required ? [] : usual.filter((choice) => choice.field === field);
      return has(heading, column) ? [{ field, column }] : [];
    });
    const named = Object.keys(given).every((name) => choices.some(({ field }) => field.name === name));
    if (named && lacking(fields, choices).length === 0) return { heading, choices };
  }
  throw badColumns(headings[0], fields, given);
}

/** What to say of the table that comes nearest to having the required columns; nothing where none has any of them. */
export function columnLacking(headings: readonly Heading[], fields: readonly Field[]): MovierecError | undefined {
  const required = fields.filter((field) => field.required);
  const found = headings.map((heading) => usualColumns(heading, required).length);
  const most = Math.max(0, ...found);
  return most > 0 ? badColumns(headings[found.indexOf(most)], fields, {}) : undefined;
}

const lacking = (fields: readonly Field[], choices: readonly Choice[]): Field[] =>
  fields.filter((field) => field.required && !choices.some((choice) => choice.field === field));

const has = ({ names, places }: Columns, column: string): boolean =>
  names.includes(column) || (places && /^[1-9]\d*$/.test(column) && Number(column) <= names.length);

function badColumns(heading: Columns, fields: readonly Field[], given: Readonly<Record<string, string>>) {
  const wrong = Object.values(given).find((column) => !has(heading, column));
  const missing = lacking(fields, usualColumns(heading, fields)).find(({ name }) => given[name] === undefined);
  const what = wrong === undefined ? `does not say which column is the ${missing?.name}` : `has no column "${wrong}"`;
  const names = heading.names.slice(0, 20).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return new MovierecError(
    'BAD_COLUMNS',
    `${heading.file.name} ${what}; its columns are ${names.join(', ')}.`,
    guessOf(heading, fields, given) ?? exampleOf(fields, heading.places),
  );
}

/** What is often a part of the names of columns that are called otherwise. */
const likelyNames: Readonly<Record<string, RegExp>> = {
  user: /user|uid|customer|client|member|account|person|people|viewer|reviewer|author/i,
  movie: /movie|film|item|product|title|show|asset|content/i,
  rating: /rating|stars|score|vote|grade|mark|points|value/i,
  timestamp: /time|date|when|created|(^|_)(at|ts|on)$/i,
  fraction: /fraction|watched|progress|percent|completion/i,
  event: /event|action|type|kind/i,
};

/** A whole line to paste, where each required field has a column that it is likely to be. */
function guessOf(heading: Columns, fields: readonly Field[], given: Readonly<Record<string, string>>) {
  const taken = new Set<string>();
  const parts = fields.flatMap((field) => {
    const named = given[field.name];
    const usual = usualColumns(heading, [field])[0]?.column;
    const free = heading.names.filter((name) => !taken.has(name));
    const column =
      named !== undefined && has(heading, named)
        ? named
        : (free.find((name) => name === usual) ?? free.find((name) => likelyNames[field.name]?.test(name)));
    if (column === undefined) return field.required ? [undefined] : [];
    taken.add(column);
    return [`${field.name}=${column}`];
  });
  if (parts.includes(undefined)) return undefined;
  const columns = parts.join(',');
  return `Is it this? --columns ${/[^\w.,=-]/.test(columns) ? `'${columns.replaceAll("'", `'\\''`)}'` : columns}`;
}

const exampleOf = (fields: readonly Field[], places = true): string =>
  `Name the columns${places ? ', or count them from 1' : ''}: --columns ${fields.map(({ name }) => `${name}=…`).join(',')}`;
