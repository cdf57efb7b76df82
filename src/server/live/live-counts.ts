import type { Context } from '../../context.ts';
import type { Catalog } from '../../dataset/catalog.ts';
import { top } from '../../models/contract/top.ts';
import type { Processed } from '../../stages/processed.ts';
import type { Store } from '../../store/store.ts';
import { openLikedPairs } from './liked-pairs.ts';
import { readLikes } from './likes.ts';
import { openOwnRatings, type Changed } from './own-ratings.ts';
import { readRatingCounts } from './rating-counts.ts';

/** How films stand as of now: the data set's ratings and those that people have given here since. */
export interface LiveCounts {
  /** How many people rated a film. */
  ratings(item: number): number;
  /** Their mean, null for none. */
  mean(item: number): number | null;
  /** How many gave which rating, ascending. */
  distribution(item: number): { readonly rating: number; readonly people: number }[];
  /**
   * What those who liked a film liked too, the most alike first: by people who liked both / (√(people who liked the one ·
   * people who liked the other) + 10), a cosine between 0 and 1. The 10 keeps films that two or three people know from
   * being the most alike of all.
   */
  likedToo(item: number, k: number): Promise<LikedToo[]>;
  /** To be called after the store has taken it; undefined for a rating taken back. */
  rated(person: string, item: number, rating: number | undefined): void;
  /** Takes over what the store has of a person: after a merge, for both, or where the person is gone. */
  reread(person: string): Promise<void>;
}

export interface LikedToo {
  readonly item: number;
  /** How many liked both. */
  readonly people: number;
  readonly score: number;
}

const damping = 10;

/**
 * Counts the data set's ratings, all of them, held out or not, and reads the store's. Who of the data set liked what is
 * read where `likedToo` is called first.
 */
export async function openLiveCounts(
  { folder, info }: Pick<Processed, 'folder' | 'info'>,
  catalog: Catalog,
  store: Pick<Store, 'ratingsAfter' | 'ratingsOf'>,
  context: Context,
): Promise<LiveCounts> {
  const items = catalog.ids.size;
  const relevant = Math.fround(info.relevant);
  const isLiked = (rating: number | undefined): boolean => rating !== undefined && rating >= relevant;
  const base = await readRatingCounts(folder, items, context);
  const [ratings, sums, likers] = [new Uint32Array(items), new Float64Array(items), new Uint32Array(items)];
  /** By film: how many more, or fewer, gave a rating than in the data set. */
  const changes = new Map<number, Map<number, number>>();

  const add = (item: number, rating: number, people: number): void => {
    ratings[item] += people;
    sums[item] += people * rating;
    if (isLiked(rating)) likers[item] += people;
  };
  for (let item = 0; item < items; item++) {
    for (let at = base.starts[item]; at < base.starts[item + 1]; at++) add(item, base.ratings[at], base.people[at]);
  }
  const count = (item: number, rating: number | undefined, people: 1 | -1): void => {
    if (rating === undefined) return;
    add(item, rating, people);
    const own = changes.get(item) ?? new Map<number, number>();
    changes.set(item, own.set(rating, (own.get(rating) ?? 0) + people));
  };
  const changed = (change: Changed): void => {
    count(change.item, change.before, -1);
    count(change.item, change.after, 1);
    pairs.changed(change);
  };
  const own = openOwnRatings(store, catalog, changed);
  const pairs = openLikedPairs({ items, own, isLiked, read: () => readLikes(folder, relevant, context) });
  await own.load();

  return {
    ratings: (item) => ratings[item],
    mean: (item) => (ratings[item] > 0 ? sums[item] / ratings[item] : null),
    distribution(item) {
      const people = new Map(changes.get(item));
      for (let at = base.starts[item]; at < base.starts[item + 1]; at++) {
        people.set(base.ratings[at], (people.get(base.ratings[at]) ?? 0) + base.people[at]);
      }
      return [...people]
        .filter(([, number]) => number > 0)
        .sort(([a], [b]) => a - b)
        .map(([rating, number]) => ({ rating: Number(rating.toPrecision(6)), people: number }));
    },
    async likedToo(item, k) {
      const both = await pairs.of(item);
      const scores = new Float32Array(items);
      for (let other = 0; other < items; other++) {
        scores[other] = both[other] > 0 ? both[other] / (Math.sqrt(likers[item] * likers[other]) + damping) : NaN;
      }
      const out = new Uint8Array(items);
      out[item] = 1;
      return top(scores, k, out).map((other) => ({ item: other, people: both[other], score: scores[other] }));
    },
    rated: own.rated,
    reread: own.reread,
  };
}
