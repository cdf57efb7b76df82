import { id, integer, text, time, type Field } from '../parsing/field.ts';
import type { TableName } from '../schema.ts';
import { logFields, playFields } from '../sources/events.ts';
import { movieFields, ratingFields } from '../sources/table.ts';

/** The tables that a database may have. Ratings, or else events, are the main one. */
export type SourceTable = Extract<TableName, 'ratings' | 'events' | 'movies' | 'users' | 'tags' | 'links'>;

/** What is wanted of each. */
const wanted: Readonly<Record<SourceTable, readonly Field[]>> = {
  ratings: ratingFields,
  events: logFields,
  movies: movieFields,
  users: [id('user'), text('gender'), integer('age'), text('occupation'), text('zip')],
  tags: [id('user'), id('movie'), id('tag'), time('timestamp')],
  links: [id('movie'), text('imdb'), text('tmdb')],
};

export const sourceTables = Object.keys(wanted) as SourceTable[];

/** A log without a column of events is one of plays, and says how much was watched. */
export const fieldsOf = (table: SourceTable, ofPlays = false): readonly Field[] =>
  table === 'events' && ofPlays ? playFields : wanted[table];
