import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { profilesFile } from './write-profiles.ts';

/** Something that a person likes more than they like most films. */
export interface Taste {
  readonly name: string;
  /** How far above their mean they rate such films, damped. */
  readonly taste: number;
  readonly ratings: number;
}

/**
 * What a person is like, by the training ratings alone; the manifest says what each column means. Columns are absent
 * where the data set has no times or no such table, and null for who has no training rating.
 */
export interface Profile {
  readonly user: string;
  readonly ratings: number | null;
  readonly mean: number | null;
  readonly spread: number | null;
  readonly activity: number | null;
  readonly activeDays?: number | null;
  readonly ratingsPerDay?: number | null;
  readonly span?: number | null;
  readonly daysSinceLast?: number | null;
  readonly recent?: number | null;
  readonly genres?: readonly Taste[] | null;
  readonly directors?: readonly Taste[] | null;
  readonly eras?: readonly Taste[] | null;
  readonly novelty?: number | null;
  readonly outsideUsual?: number | null;
}

/** The profiles in a folder of data/features, in the order of the people of the data set. */
export const readProfiles = (folder: string, context: Context): Promise<Profile[]> =>
  Database.use(folder, { ...context, threads: 1 }, (database) =>
    database.rows<Profile>(`SELECT * FROM read_parquet(${quoted(join(folder, profilesFile))})`),
  );
