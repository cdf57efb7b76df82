import type { Choice } from '../sources/heading.ts';

/** What rows are read from: a table (or view, or collection), or what a query gives. */
export interface Relation {
  /** What it is called in sentences. */
  readonly name: string;
  readonly table?: string;
  /** Of MySQL a SELECT; of MongoDB a filter, as JSON, on the documents of `table`. */
  readonly query?: string;
}

export interface Description {
  /** The names of its columns; of documents, the paths found in the first of them: `film.id`. */
  readonly columns: readonly string[];
  /** The columns that tell rows apart and that they can be read in order of; empty where there are none. */
  readonly key: readonly string[];
  /** The database itself sees to it that no two rows have the same key. */
  readonly keyIsUnique: boolean;
  /** About how many rows there are, where that can be told at once. */
  readonly rows?: number;
}

/** A place between two rows: the key of the row before, as text that the kind of database can read again. */
export type Position = readonly string[];

export interface RowRequest {
  readonly relation: Relation;
  /** Rows come in the order of these columns; as they like where there are none. */
  readonly key: readonly string[];
  readonly keyIsUnique: boolean;
  readonly choices: readonly Choice[];
  /** Go on after this row. */
  readonly after?: Position | undefined;
  readonly signal: AbortSignal;
}

/** Some rows in a row. */
export interface Batch {
  /** The values as text, those of the key first and then those of the choices; '' for none. */
  readonly rows: readonly (readonly string[])[];
  /** From where a later run may go on; missing where it may not go on from here. */
  readonly after?: Position | undefined;
}

/** A database that tables are read from. */
export interface OpenDatabase {
  /** The address as it may be shown. */
  readonly shown: string;
  /** The database's own name. */
  readonly name: string;
  /** The table that the address names, if it names one. */
  readonly table?: string;
  /**
   * What there is to know before reading; `key` and `columns` are those that the user named.
   * @throws NO_SUCH_TABLE, USAGE for a query that cannot be run, BAD_COLUMNS for a key that is none
   */
  describe(relation: Relation, key: readonly string[] | undefined, columns: readonly string[]): Promise<Description>;
  /** The names of all tables. */
  tables(): Promise<readonly string[]>;
  /**
   * All rows, each batch only when the one before has been taken: what waits stays with the server.
   * @throws CONNECTION_LOST, DATABASE_FAILED, and the signal's reason
   */
  read(request: RowRequest): AsyncIterable<Batch>;
  close(): Promise<void>;
}

/**
 * A kind of database to read tables from. To add one: a file that exports a DatabaseKind and one line in `registry.ts`.
 * It says what there is and gives rows as text, in the order of a key; which column is what, files, going on after an
 * interruption and bad rows are the same for all.
 */
export interface DatabaseKind {
  readonly name: string;
  /** How addresses begin: `mysql:`. */
  readonly schemes: readonly string[];
  /** @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, DATABASE_FAILED */
  open(address: string): Promise<OpenDatabase>;
}
