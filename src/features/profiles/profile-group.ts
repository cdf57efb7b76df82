import type { TableName } from '../../dataset/schema.ts';

/**
 * What a file of this folder exports: some columns of a person's profile. They come of the training ratings alone: the
 * table `given` (user and item as indexes, rating, time in seconds, 0 for not known). `levels` has each person's `mean`.
 */
export interface ProfileGroup {
  readonly name: string;
  /** What each column means, in the order in which they stand. */
  readonly columns: Readonly<Record<string, string>>;
  /** Tables it cannot do without, beside ratings; `times` where the ratings need to say when. */
  readonly needs?: readonly (TableName | 'times')[];
  /** A SELECT of `user` and the columns, a row for each person who has training ratings; `of` gives a table of films. */
  select(of: (table: TableName) => string): string;
}
