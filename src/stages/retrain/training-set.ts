import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { Ids } from '../../dataset/ids.ts';
import { loadDataset } from '../../dataset/load-dataset.ts';
import { Ratings, type RatingColumns } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import type { Processed } from '../processed.ts';
import { servicePrefix } from './collect.ts';
import { isHeldOut } from './is-held-out.ts';

/** What a retraining learns from and is tested on. */
export interface TrainingSet {
  /** The ratings of the cleaned data set, then those of the service; all people and films of the set keep their indexes. */
  readonly ratings: Ratings;
  /** A role for each: as `clean` gave it, and of the service's `train`, or `test` for those that are held out. */
  readonly roles: Uint8Array;
  /** How many people are the data set's; those of the service come after them, by number and not by name. */
  readonly people: number;
  /** How many ratings came from the service. */
  readonly ownRatings: number;
  /** How many of the service's were left out: of films that are not in the catalog, and off the scale. */
  readonly unknownFilms: number;
  readonly offScale: number;
}

/** Brings a cleaned data set and the collected ratings of the service together. 17 bytes a rating. */
export async function trainingSet(data: Processed, collected: string, context: Context): Promise<TrainingSet> {
  const { ratings: before, roles } = await loadDataset(data.folder, data.info, context);
  const given = await readCollected(collected, context);
  const { min, max } = before.scale;
  const users = new Map<string, number>();
  const added = { user: [], item: [], value: [], time: [], role: [] } as Record<keyof RatingColumns | 'role', number[]>;
  let [unknownFilms, offScale] = [0, 0];
  for (const [at, person] of given.user.entries()) {
    const item = before.items.indexOf(given.movie[at]);
    const value = Math.fround(given.rating[at]);
    if (item < 0) unknownFilms++;
    else if (!(value >= min && value <= max)) offScale++;
    else {
      if (!users.has(person)) users.set(person, before.users.size + users.size);
      added.user.push(users.get(person)!);
      added.item.push(item);
      added.value.push(value);
      added.time.push(Number(given.timestamp[at]));
      // By the seed of the data set's own split: it is the same in every retraining.
      added.role.push(isHeldOut(data.info.split.seed, person, given.movie[at]) ? role.test : role.train);
    }
  }
  const { user, item, value, time } = before.columns;
  const columns: RatingColumns = {
    user: joined(user, added.user),
    item: joined(item, added.item),
    value: joined(value, added.value),
    time: time && joined(time, added.time),
  };
  // A model need not know the names of people who may be gone tomorrow.
  const names = Array.from({ length: users.size }, (_, number) => `${servicePrefix}${number + 1}`);
  return {
    ratings: new Ratings(new Ids([...before.users.names, ...names]), before.items, columns, before.meta),
    roles: joined(roles, added.role),
    people: before.users.size,
    ownRatings: added.user.length,
    ...{ unknownFilms, offScale },
  };
}

interface CollectedColumns {
  readonly user: readonly string[];
  readonly movie: readonly string[];
  readonly rating: readonly number[];
  readonly timestamp: readonly bigint[];
}

const readCollected = (folder: string, context: Context): Promise<CollectedColumns> =>
  Database.use(folder, context, async (database) => {
    const found = await database.table(`SELECT * FROM read_parquet(${quoted(join(folder, 'ratings.parquet'))})`);
    const { user = [], movie = [], rating = [], timestamp = [] } = found;
    return { user, movie, rating, timestamp } as unknown as CollectedColumns;
  });

function joined<T extends Int32Array | Float32Array | Uint32Array | Uint8Array>(
  first: T,
  second: readonly number[],
): T {
  const type = first.constructor as new (length: number) => T;
  const both = new type(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
