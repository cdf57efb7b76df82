import { persist } from '../../connections/mongodb/persist.ts';
import { fromPlainText, toPlainText } from '../sql/plain-text.ts';
import type { FilmRating, PersonRating, RatingKey, WatchedFilm } from '../store.ts';
import { changeSettled, settleAll, settled } from './merges.ts';
import type { Parts } from './parts.ts';
import { requireAlive } from './require-alive.ts';

export async function rate(parts: Parts, person: string, given: FilmRating): Promise<number | undefined> {
  const [key, film] = [toPlainText(person), toPlainText(given.film)];
  return changeSettled(parts, key, (state) => {
    requireAlive(state);
    const change = { kind: 'rate', film, rating: given.rating, at: given.at } as const;
    return { change, result: ratingOf(state.ratings, film) };
  });
}

export async function unrate(parts: Parts, person: string, film: string): Promise<number | undefined> {
  const [key, plain] = [toPlainText(person), toPlainText(film)];
  return changeSettled(parts, key, ({ alive, ratings }) => {
    const before = alive ? ratingOf(ratings, plain) : undefined;
    return { ...(before !== undefined && { change: { kind: 'unrate', film: plain } }), result: before };
  });
}

const ratingOf = (ratings: readonly FilmRating[], film: string): number | undefined =>
  ratings.find((one) => one.film === film)?.rating;

export async function ratingsOf(parts: Parts, person: string): Promise<readonly FilmRating[]> {
  const { alive, ratings } = await settled(parts, toPlainText(person));
  return alive ? latestFirst(ratings.map(({ film, rating, at }) => ({ film: fromPlainText(film), rating, at }))) : [];
}

export async function ratingsAfter(
  parts: Parts,
  after: RatingKey | undefined,
  most: number,
): Promise<readonly PersonRating[]> {
  await settleAll(parts);
  const begun = after && toPlainText(after.person);
  const filter = { alive: true, rated: { $gt: 0 }, ...(begun !== undefined && { _id: { $gte: begun } }) };
  return persist(async () => {
    const page: PersonRating[] = [];
    const people = parts.people.states.find(filter as never, { sort: { _id: 1 }, batchSize: 100 });
    for await (const { _id, ratings } of people) {
      const person = fromPlainText(_id);
      const own = ratings
        .filter(({ film }) => _id !== begun || film > toPlainText(after!.film))
        .sort((a, b) => (a.film < b.film ? -1 : 1));
      page.push(...own.map(({ film, rating, at }) => ({ person, film: fromPlainText(film), rating, at })));
      if (page.length >= most) break;
    }
    return page.slice(0, most);
  });
}

export const watch = (parts: Parts, person: string, film: string, at: number): Promise<void> => {
  const plain = toPlainText(film);
  return changeSettled(parts, toPlainText(person), (state) => {
    requireAlive(state);
    const noted = state.watches.some((one) => one.film === plain);
    return { ...(!noted && { change: { kind: 'watch', film: plain, at } }), result: undefined };
  });
};

export async function unwatch(parts: Parts, person: string, film: string): Promise<void> {
  const [key, plain] = [toPlainText(person), toPlainText(film)];
  await changeSettled(parts, key, ({ alive, watches }) => ({
    ...(alive && watches.some((one) => one.film === plain) && { change: { kind: 'unwatch', film: plain } }),
    result: undefined,
  }));
}

export async function watchListOf(parts: Parts, person: string): Promise<readonly WatchedFilm[]> {
  const { alive, watches } = await settled(parts, toPlainText(person));
  return alive ? latestFirst(watches.map(({ film, at }) => ({ film: fromPlainText(film), at }))) : [];
}

const latestFirst = <T extends WatchedFilm>(rows: readonly T[]): readonly T[] =>
  [...rows].sort((a, b) => b.at - a.at || (a.film < b.film ? -1 : 1));
