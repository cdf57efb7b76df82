import type { Database } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import type { TableName } from '../schema.ts';
import type { RawFiles } from './raw-files.ts';

/** A SELECT per table that the source has, giving exactly the columns of `schema[table]`, in that order. */
export type Tables = Readonly<Partial<Record<TableName, string>>>;

/** A row that could not be read. `line` counts from 1 in the unpacked file, headers included; 0 where not known. */
export interface Rejected {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** What reading a source gives, besides the tables. */
export interface Reading {
  readonly tables: Tables;
  /** Rows set aside by code of ours; those that DuckDB sets aside are collected from its own tables. */
  readonly rejected?: readonly Rejected[];
  /** Ratings or strengths; explicit unless said. */
  readonly feedback?: 'explicit' | 'implicit';
  /** Made by `movierec generate` or the demo, not by people. */
  readonly simulated?: boolean;
  /** The file with the license or terms of use, to be shown and kept beside the data. */
  readonly license?: string;
}

/** Options that say how to read a file which does not say it itself. */
export interface SourceOptions {
  /** Which field is what: `{ user: 'uid', movie: 'film', rating: 'stars', timestamp: 'when' }`. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * A format of raw data. To add one: a file that exports a Source, one line in `registry.ts`, a folder of fixtures for
 * the conformance suite.
 */
export interface Source {
  readonly name: string;
  readonly summary: string;
  /** Whether the files are of this format, from their names and first bytes. Cheap. */
  detect(files: RawFiles): Promise<boolean>;
  /**
   * How to read the files. Large files are read by DuckDB when the SELECTs run; small or dirty ones may be read here
   * and put into temporary tables of `database`.
   * @throws BAD_COLUMNS, EMPTY_FILE, BAD_FILE
   */
  read(files: RawFiles, database: Database, options: SourceOptions, context: Context): Promise<Reading>;
}
