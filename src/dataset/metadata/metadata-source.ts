import type { Desk } from '../parsing/write-table.ts';
import type { TableName } from '../schema.ts';
import type { RawFiles } from '../sources/raw-files.ts';

/** Who knows about films. Where both know a thing, the word of the first counts. */
export const metadataKinds = ['imdb', 'tmdb'] as const;
export type MetadataKind = (typeof metadataKinds)[number];

/** What they are called. */
export const metadataNames: Readonly<Record<MetadataKind, string>> = { imdb: 'IMDb', tmdb: 'TMDB' };

/** The tables that film metadata can fill. */
export type MetadataTable = Extract<TableName, 'people' | 'plots' | 'keywords' | 'votes' | 'details'>;

/** What metadata files hold, as SQL. */
export interface MetadataReading {
  /**
   * A SELECT of the films that they know of: `key` (BIGINT, a number of their own), `imdb` and `tmdb` (BIGINT, ids as
   * numbers, NULL if not known), `title`, `original` (the original title), `year`, `feature` (a film for the cinema and
   * no episode, short or game), `votes` (how many, to choose the better known one by). Those that cannot be a wanted
   * film may be left out.
   */
  readonly titles: string;
  /**
   * For each table that they can fill a SELECT of its columns; when it is run there is a table `joined`: which `key` is
   * which `movie`. What a film does not have is NULL or has no row.
   */
  tables(): Promise<Readonly<Partial<Record<MetadataTable, string>>>>;
}

/**
 * A layout of files with film metadata. To add one: a file that exports a MetadataSource, one line in `registry.ts`, a
 * folder of fixtures for the conformance suite. A source says how its films are recognized and what it knows of those
 * that are wanted; finding out which film is which, and whose word counts, is the same for all.
 */
export interface MetadataSource {
  readonly name: string;
  readonly kind: MetadataKind;
  readonly summary: string;
  /** The files that it reads, by base name and without `.gz`; one of the first `telling` ones gives it away. */
  readonly files: readonly string[];
  readonly telling: number;
  /**
   * Reads the files into temporary tables. There are tables `wanted` (movie, imdb, tmdb) and `wanted_names` (movie,
   * name, year; the name as `name_key` makes it) to go by, so that millions of other films stay outside.
   * @throws BAD_COLUMNS, BAD_FILE, EMPTY_FILE
   */
  read(files: RawFiles, desk: Desk): Promise<MetadataReading>;
}
