import type { Database } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { Table } from '../parsing/table.ts';
import type { Scale } from '../ratings.ts';
import type { TableName } from '../schema.ts';
import type { RawFiles } from './raw-files.ts';

/** What raw files hold: how to make each table that they have, and what holds for all of it. */
export interface Reading {
  readonly tables: Readonly<Partial<Record<TableName, Table>>>;
  /** Ratings, or events that become strengths; explicit unless said. */
  readonly feedback?: 'explicit' | 'implicit';
  /** The scale that the ratings are on, where the format says it; else `clean` finds it out. */
  readonly scale?: Scale;
  /** Every id is a film of its own, as with IMDb's: films of one title and year are not to be merged. */
  readonly distinctFilms?: boolean;
  /** The ids of the films are IMDb's. */
  readonly idsOfImdb?: boolean;
  /** Made by `movierec generate` or the demo, not by people. */
  readonly simulated?: boolean;
}

/** Options that say how to read a file which does not say it itself. */
export interface SourceOptions {
  /** Which field is what: `{ user: 'uid', movie: 'film', rating: 'stars', timestamp: 'when' }`. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * A format of raw data. To add one: a file that exports a Source, one line in `registry.ts`, a folder of fixtures for
 * the conformance suite. A source only says how files are laid out (`delimited`, `jsonLines`, `parquet`, or an Input of
 * its own) and which table they make (`tableOf`); reading, checking and setting aside bad rows is the same for all.
 */
export interface Source {
  readonly name: string;
  readonly summary: string;
  /** Whether the files are of this format, from their names and first bytes. Cheap. */
  detect(files: RawFiles): Promise<boolean>;
  /**
   * How to read the files; `database` is there to look into Parquet files.
   * @throws BAD_COLUMNS, MISSING_FILE, BAD_FILE
   */
  read(files: RawFiles, options: SourceOptions, database: Database, context: Context): Promise<Reading> | Reading;
}
