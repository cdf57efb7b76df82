import { id, integer, text, time, type Field } from '../parsing/field.ts';
import type { TableName } from '../schema.ts';
import { logFields, playFields } from '../sources/events.ts';
import { movieFields, ratingFields } from '../sources/table.ts';

/** The tables that a database may have, and what is wanted of each. Ratings, or else events, are the main one. */
const wanted = {
  ratings: ratingFields,
  events: logFields,
  movies: movieFields,
  users: [id('user'), text('gender'), integer('age'), text('occupation'), text('zip')],
  tags: [id('user'), id('movie'), id('tag'), time('timestamp')],
  links: [id('movie'), text('imdb'), text('tmdb')],
} as const satisfies Partial<Record<TableName, readonly Field[]>>;

export type SourceTable = keyof typeof wanted;
export const sourceTables = Object.keys(wanted) as SourceTable[];

/** A log without a column of events is one of plays, and says how much was watched. */
export const fieldsOf = (table: SourceTable, ofPlays = false): readonly Field[] =>
  table === 'events' && ofPlays ? playFields : wanted[table];
