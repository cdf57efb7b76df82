import { beforeAll, expect, it } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { loadDataset } from '../../../src/dataset/load-dataset.ts';
import { sequence } from '../../../src/random.ts';
import { openLiveCounts, type LiveCounts } from '../../../src/server/live/live-counts.ts';
import type { Service } from '../../../src/server/service.ts';
import { testService } from '../../fixtures/service.ts';

let service: Service;
let counts: LiveCounts;
/** The same by the plainest means: all ratings of each person, of the data set and of the service. */
let oracle: Map<string, Map<number, number>>;
const people = Array.from({ length: 40 }, (_, n) => `counted-${n}`);
const films = 60;

beforeAll(async () => {
  ({ service } = await testService());
  counts = service.counts;
  const { user, item, value } = (await loadDataset(service.data.folder, service.data.info, createContext())).ratings
    .columns;
  oracle = new Map();
  for (const [at, one] of user.entries()) {
    const key = `data set ${one}`;
    oracle.set(key, (oracle.get(key) ?? new Map<number, number>()).set(item[at], value[at]));
  }
  for (const person of people) {
    await service.store.addGuest(person, 1);
    oracle.set(person, new Map());
  }
});

const film = (item: number): string => service.catalog.ids.names[item];
const isLiked = (rating = -1): boolean => rating >= service.data.info.relevant;

async function rate(person: string, item: number, rating: number | undefined): Promise<void> {
  const given = { film: film(item), rating: rating ?? 0, at: 1 };
  await (rating === undefined ? service.store.unrate(person, film(item)) : service.store.rate(person, given));
  counts.rated(person, item, rating);
  if (rating === undefined) oracle.get(person)!.delete(item);
  else oracle.get(person)!.set(item, rating);
}

function naive(item: number) {
  const given = [...oracle.values()].flatMap((own) => own.get(item) ?? []);
  const distribution = [...new Set(given)]
    .sort((a, b) => a - b)
    .map((rating) => {
      return { rating, people: given.filter((one) => one === rating).length };
    });
  const mean = given.length > 0 ? given.reduce((sum, one) => sum + one, 0) / given.length : null;
  return { ratings: given.length, mean, distribution };
}

function naiveLikedToo(item: number, k: number) {
  const likers = new Map<number, number>();
  for (const own of oracle.values()) {
    for (const [other, rating] of own) if (isLiked(rating)) likers.set(other, (likers.get(other) ?? 0) + 1);
  }
  const both = new Map<number, number>();
  for (const own of oracle.values()) {
    if (!isLiked(own.get(item))) continue;
    for (const [other, rating] of own) {
      if (other !== item && isLiked(rating)) both.set(other, (both.get(other) ?? 0) + 1);
    }
  }
  return [...both]
    .map(([other, number]) => ({
      item: other,
      people: number,
      score: Math.fround(number / (Math.sqrt(likers.get(item)! * likers.get(other)!) + 10)),
    }))
    .sort((a, b) => b.score - a.score || a.item - b.item)
    .slice(0, k);
}

async function compare(one: LiveCounts): Promise<void> {
  for (let item = 0; item < films; item += 7) {
    const expected = naive(item);
    expect(one.ratings(item)).toBe(expected.ratings);
    expect(one.mean(item) ?? -1).toBeCloseTo(expected.mean ?? -1, 9);
    expect(one.distribution(item)).toEqual(expected.distribution);
    expect(await one.likedToo(item, 8)).toEqual(naiveLikedToo(item, 8));
  }
}

it('counts are those of a naive count after each of many ratings given, changed and taken back', async () => {
  const random = sequence(3, 'live-counts');
  const pick = (size: number): number => Math.floor(random() * size);
  await compare(counts);
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 150; n++) {
      const rating = random() < 0.75 ? 0.5 * (1 + pick(10)) : undefined;
      await rate(people[pick(people.length)], pick(films), rating);
    }
    await compare(counts);
  }
});

it('ratings that come while pairs are counted are in them', async () => {
  const counting = counts.likedToo(1, 8);
  await Promise.all(people.map((person) => rate(person, 1, 5)));
  await counting;
  await compare(counts);
});

it('a service that is opened anew counts the same from the store', async () => {
  const { data, catalog, store } = service;
  await compare(await openLiveCounts(data, catalog, store, createContext()));
});

it('whoever is gone is not counted any more, and a guest who signs in counts once', async () => {
  const [gone, guest, account] = people;
  await service.store.addAccount({ person: account, name: 'Someone', password: '-' }, 1);
  const merged = new Map([...oracle.get(guest)!, ...oracle.get(account)!]);
  await service.store.mergeGuest(guest, account);
  await service.store.removePerson(gone);
  await Promise.all([gone, guest, account].map((person) => counts.reread(person)));
  oracle.delete(gone);
  oracle.delete(guest);
  oracle.set(account, merged);
  await compare(counts);
});
