import { expect, test } from 'vitest';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { loadDataset } from '../../../src/dataset/load-dataset.ts';
import { role } from '../../../src/dataset/splits/role.ts';
import { readProfiles, type Profile, type Taste } from '../../../src/features/profiles/read-profiles.ts';
import { features } from '../../../src/stages/features.ts';
import { requireProcessed } from '../../../src/stages/processed.ts';
import { filmTables } from '../../fixtures/films.ts';
import { temporaryFolder, writeInterim, type Tables } from '../../fixtures/workspace.ts';

const context = createContext({ threads: 2 });

async function prepared(tables: Tables) {
  const workspace = new Workspace(await temporaryFolder());
  await writeInterim(workspace, 'set', tables);
  const { profiles: written } = await features({ workspace }, context);
  const { folder, info } = await requireProcessed({ workspace }, context);
  const data = await loadDataset(folder, info, context);
  return { written, data, profiles: await readProfiles(workspace.features('set'), context) };
}

interface Given {
  readonly item: number;
  readonly rating: number;
  readonly time: number;
}

/** A person's training ratings. */
function given({ ratings, roles }: Awaited<ReturnType<typeof prepared>>['data'], user: number): Given[] {
  const { columns } = ratings;
  return [...roles.keys()]
    .filter((at) => roles[at] === role.train && columns.user[at] === user)
    .map((at) => ({ item: columns.item[at], rating: columns.value[at], time: columns.time?.[at] ?? 0 }));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const meanOf = (numbers: readonly number[]): number => sum(numbers) / numbers.length;
const day = 86_400;

/** What someone likes above their mean, of the names that each film has. */
function naiveTaste(own: readonly Given[], namesOf: (item: number) => readonly string[]): Taste[] {
  const mean = meanOf(own.map(({ rating }) => rating));
  const names = [...new Set(own.flatMap(({ item }) => namesOf(item)))];
  return names
    .map((name) => {
      const having = own.filter(({ item }) => namesOf(item).includes(name));
      const taste = sum(having.map(({ rating }) => rating - mean)) / (having.length + 5);
      return { name, taste, ratings: having.length };
    })
    .filter(({ taste }) => taste > 0)
    .sort((a, b) => b.taste - a.taste || (a.name < b.name ? -1 : 1))
    .slice(0, 5);
}

function expectSame(found: readonly Taste[], expected: readonly Taste[]): void {
  expect(found.map(({ name, ratings }) => ({ name, ratings }))).toEqual(
    expected.map(({ name, ratings }) => ({ name, ratings })),
  );
  for (const [at, { taste }] of found.entries()) expect(taste).toBeCloseTo(expected[at].taste, 6);
}

test('each column is what a naive count over the training ratings gives', async () => {
  const { data, profiles, written } = await prepared(filmTables());
  const { ratings, catalog } = data;
  const all = ratings.users.names.map((_, user) => given(data, user));
  const last = Math.max(...all.flat().map(({ time }) => time));
  const raters = new Map<number, number>();
  for (const { item } of all.flat()) raters.set(item, (raters.get(item) ?? 0) + 1);
  expect(profiles.map(({ user }) => user)).toEqual(ratings.users.names);
  expect(written.people).toBe(all.filter((own) => own.length > 0).length);
  expect(Object.keys(profiles[0]).slice(1)).toEqual(Object.keys(written.columns));

  for (const [user, own] of all.entries()) {
    const profile = profiles[user] as Required<{ [K in keyof Profile]: NonNullable<Profile[K]> }>;
    const values = own.map(({ rating }) => rating);
    const mean = meanOf(values);
    const days = new Set(own.map(({ time }) => Math.floor(time / day)));
    const times = own.map(({ time }) => time);
    expect(profile.ratings).toBe(own.length);
    expect(profile.mean).toBeCloseTo(mean, 8);
    expect(profile.spread).toBeCloseTo(
      Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (own.length - 1)),
      8,
    );
    expect(profile.activeDays).toBe(days.size);
    expect(profile.ratingsPerDay).toBeCloseTo(own.length / days.size, 8);
    expect(profile.span).toBeCloseTo((Math.max(...times) - Math.min(...times)) / day, 8);
    expect(profile.daysSinceLast).toBeCloseTo((last - Math.max(...times)) / day, 8);
    expect(profile.recent).toBeCloseTo(sum(times.map((time) => 0.5 ** ((last - time) / day / 180))), 8);
    expectSame(
      profile.genres,
      naiveTaste(own, (item) => catalog.genres[item]),
    );
    expectSame(
      profile.eras,
      naiveTaste(own, (item) => [`${Math.floor(catalog.years[item]! / 10) * 10}s`]),
    );
    const numberOf = (item: number): number => Number(ratings.items.names[item].slice(1));
    expectSame(
      profile.directors,
      naiveTaste(own, (item) => [numberOf(item) % 2 === 1 ? 'Ann' : 'Bob']),
    );
    expect(profile.novelty).toBeCloseTo(meanOf(own.map(({ item }) => -Math.log2(raters.get(item)! / all.length))), 8);
  }
});

test('the share outside of the usual genres counts films that have none of the three most frequent', async () => {
  const movies = ['A', 'A', 'A', 'B', 'B', 'C', 'C', 'D', 'E'].map((genre, at) => [
    `${at}`,
    `Film ${at}`,
    2000,
    [genre],
  ]);
  const rated = movies.map(([id], at) => ['one', id, 3 + (at % 2), 1e9 + at]);
  const others = movies.map(([id]) => ['two', id, 4, 2e9]);
  const { data, profiles } = await prepared({ movies, ratings: [...rated, ...others] });
  for (const [user, { outsideUsual }] of profiles.entries()) {
    const genres = given(data, user).flatMap(({ item }) => data.catalog.genres[item]);
    const count = (genre: string): number => genres.filter((other) => other === genre).length;
    const usual = [...new Set(genres)].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1)).slice(0, 3);
    expect(outsideUsual).toBeCloseTo(genres.filter((genre) => !usual.includes(genre)).length / genres.length, 8);
  }
});

test('fifths of people by activity: as many people in each, those with as many ratings in one', async () => {
  const { profiles } = await prepared(filmTables());
  const byActivity = profiles.toSorted((a, b) => a.ratings! - b.ratings!);
  for (const [at, { ratings, activity }] of byActivity.entries()) {
    const next = byActivity[at + 1];
    if (!next) continue;
    expect(next.activity).toBeGreaterThanOrEqual(activity!);
    if (next.ratings === ratings) expect(next.activity).toBe(activity);
  }
  for (const fifth of [1, 2, 3, 4, 5]) {
    const size = profiles.filter(({ activity }) => activity === fifth).length;
    expect(Math.abs(size - profiles.length / 5)).toBeLessThan(profiles.length / 10);
  }
});

test('what was held out has no part: with other values in it every profile is the same', async () => {
  const tables = filmTables();
  const { data, profiles } = await prepared(tables);
  const { ratings, roles } = data;
  const heldOut = new Set(
    [...roles.keys()]
      .filter((at) => roles[at] !== role.train)
      .map((at) => `${ratings.users.names[ratings.columns.user[at]]} ${ratings.items.names[ratings.columns.item[at]]}`),
  );
  expect(heldOut.size).toBeGreaterThan(0);
  const other = tables.ratings!.map(([user, item, rating, time]) => [user, item, heldOut.has(`${user} ${item}`) ? 1 : rating, time]); // prettier-ignore
  expect((await prepared({ ...tables, ratings: other })).profiles).toEqual(profiles);
});

test('without times, genres and people the columns that need them are not there', async () => {
  const tables = filmTables();
  const ratings = tables.ratings!.map(([user, item, rating]) => [user, item, rating, null]);
  const { profiles } = await prepared({ ratings });
  expect(Object.keys(profiles[0])).toEqual([
    'user',
    'ratings',
    'mean',
    'spread',
    'activity',
    'genres',
    'eras',
    'novelty',
    'outsideUsual',
  ]);
  expect(profiles[0]).toMatchObject({ outsideUsual: null });
});
