import { setImmediate } from 'node:timers/promises';
import type { Likes } from './likes.ts';
import type { Changed, OwnRatings } from './own-ratings.ts';

/** For a film, how many people liked both it and each other film, as of now. */
export interface LikedPairs {
  /** By film of the catalog; of the film itself, how many liked it. It changes with every rating, so it is read at once. */
  of(item: number): Promise<Uint32Array>;
  /** To be told of every rating that changed, after it did. */
  changed(change: Changed): void;
}

export interface LikedPairsOptions {
  readonly items: number;
  /** Reads the data set's likes; called where they are needed first. */
  readonly read: () => Promise<Likes>;
  readonly own: Pick<OwnRatings, 'of' | 'whoRated'>;
  readonly isLiked: (rating: number | undefined) => boolean;
  /** How many bytes the counts in memory may take. */
  readonly most?: number;
}

/** How many people of the data set are counted before others get their turn: a few milliseconds' worth. */
const pairsAtOnce = 500_000;

/**
 * Counts on demand: for each person who liked the film, what else they liked. On MovieLens 1M that is a millisecond or
 * two; on 25 million ratings up to 10 million pairs for the best known films, in parts between which requests get their
 * turn. Counts asked for last are kept in at most `most` bytes (64 MB) and corrected with each rating, O(what the person
 * likes).
 */
export function openLikedPairs({ items, read, own, isLiked, most = 64 * 2 ** 20 }: LikedPairsOptions): LikedPairs {
  /** Those used last come last. */
  const counted = new Map<number, Uint32Array>();
  const keptAtMost = Math.max(1, Math.floor(most / (4 * items)));
  let likes: Promise<Likes> | undefined;

  async function count(item: number): Promise<Uint32Array> {
    const reading = (likes ??= read());
    reading.catch(() => (likes = undefined));
    const { byUser, byItem } = await reading;
    const pairs = new Uint32Array(items);
    let sinceTurn = 0;
    for (let at = byItem.starts[item]; at < byItem.starts[item + 1]; at++) {
      const user = byItem.entries[at];
      const [from, to] = [byUser.starts[user], byUser.starts[user + 1]];
      for (let like = from; like < to; like++) pairs[byUser.entries[like]]++;
      sinceTurn += to - from;
      if (sinceTurn < pairsAtOnce) continue;
      sinceTurn = 0;
      await setImmediate();
    }
    // The data set stays as it is, the service's own ratings do not: they are added in one go, with nothing between.
    for (const person of own.whoRated(item)) {
      const theirs = own.of(person);
      if (!isLiked(theirs.get(item))) continue;
      for (const [other, rating] of theirs) if (isLiked(rating)) pairs[other]++;
    }
    keep(item, pairs);
    return pairs;
  }

  function keep(item: number, pairs: Uint32Array): void {
    counted.delete(item);
    counted.set(item, pairs);
    for (const oldest of counted.keys()) {
      if (counted.size <= keptAtMost) break;
      counted.delete(oldest);
    }
  }

  return {
    async of(item) {
      const pairs = counted.get(item);
      if (!pairs) return count(item);
      keep(item, pairs);
      return pairs;
    },
    changed({ person, item, before, after }) {
      const step = Number(isLiked(after)) - Number(isLiked(before));
      if (step === 0) return;
      const pairs = counted.get(item);
      if (pairs) pairs[item] += step;
      for (const [other, rating] of own.of(person)) {
        if (other === item || !isLiked(rating)) continue;
        if (pairs) pairs[other] += step;
        const others = counted.get(other);
        if (others) others[item] += step;
      }
    },
  };
}
