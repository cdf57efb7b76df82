import type { ColumnKind } from './data-frame.ts';
import { schema, type TableName } from './schema.ts';
import type { RoleName } from './splits/role.ts';

/** Columns of which every row has a text; the others may have null. */
export type Filled = 'user' | 'movie' | 'title' | 'tag' | 'name' | 'role' | 'event' | 'plot' | 'keyword';

/** What the cells of a column are, by its name and its type in files. */
export type Cells<Name, Type> = Type extends 'VARCHAR[]'
  ? readonly (readonly string[])[]
  : Type extends 'VARCHAR'
    ? readonly (Name extends Filled ? string : string | null)[]
    : Float64Array;

/**
 * The columns of a table of a cleaned data set: numbers as a typed array with NaN for what is not known, texts with null
 * for it, genres as lists. `ratings` also says what `clean` set each apart for (`part`).
 */
export type TableColumns<N extends TableName> = {
  readonly [Name in keyof (typeof schema)[N]]: Cells<Name, (typeof schema)[N][Name]>;
} & (N extends 'ratings' ? { readonly part: readonly RoleName[] } : object);

/** A row of the table as an object, with null for what is not known. */
export type TableRow<N extends TableName> = {
  readonly [Name in keyof TableColumns<N>]: TableColumns<N>[Name] extends Float64Array
    ? number | null
    : TableColumns<N>[Name] extends readonly (infer Cell)[]
      ? Cell
      : never;
};

/** The names of a table's columns with the types that they have in files. */
export const columnTypes = (table: TableName): Readonly<Record<string, string>> =>
  table === 'ratings' ? { ...schema.ratings, part: 'VARCHAR' } : schema[table];

export const isNumeric = (type: string): boolean => !type.startsWith('VARCHAR');

/** What a data frame calls a column of a type; whole numbers with gaps are not whole. */
export const kindOf = (type: string, isWhole: boolean): ColumnKind =>
  isNumeric(type) ? (isWhole && type !== 'FLOAT' ? 'int32' : 'float32') : 'string';
