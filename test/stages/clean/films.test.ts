import { describe, expect, test } from 'vitest';
import { Cleaning } from '../../fixtures/cleaning.ts';
import type { Cell, Tables } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();

describe('films', () => {
  const tables: Tables = {
    ratings: [
      ['a', '1', 5, 10],
      ['a', '3', 4, 20],
      ['b', '3', 2, 30],
      ['b', '7', 3, 40],
    ],
    movies: [
      ['1', 'Matrix, The (1999) ', null, ['science fiction']],
      ['2', 'Never Rated (2000)', null, ['(no genres listed)']],
      ['3', 'The Matrix (1999)', null, ['Action']],
      ['4', 'Emma (1996)', null, []],
      ['5', 'Emma (1996)', null, []],
    ],
    links: [
      ['1', null, '603'],
      ['4', '0116191', null],
      ['5', '0118308', null],
    ],
    tags: [
      ['a', '1', 'bullet time', 10],
      ['b', '3', 'red pill', null],
      ['b', 'no such film', 'lost', null],
    ],
  };

  test('listed twice are one, rated ones are listed, and unrated ones stay', async () => {
    const { after } = await set.clean(tables);
    expect(await set.rows('movies')).toEqual([
      { movie: '3', title: 'The Matrix', year: 1999, genres: ['Sci-Fi', 'Action'] },
      { movie: '2', title: 'Never Rated', year: 2000, genres: [] },
      { movie: '4', title: 'Emma', year: 1996, genres: [] },
      { movie: '5', title: 'Emma', year: 1996, genres: [] },
      { movie: '7', title: '7', year: null, genres: [] },
    ]);
    // a's two ratings of the one film have become one, the later.
    expect(await set.ratings()).toEqual([
      ['a', '3', 4, 20],
      ['b', '3', 2, 30],
      ['b', '7', 3, 40],
    ]);
    expect(after).toMatchObject({ ratings: 3, users: 2, movies: 2, catalog: 5, density: 0.75 });
  });

  test('have their tags and links under the id that stayed', async () => {
    await set.clean(tables);
    expect(await set.rows('tags')).toEqual([
      { user: 'a', movie: '3', tag: 'bullet time', timestamp: 10 },
      { user: 'b', movie: '3', tag: 'red pill', timestamp: null },
    ]);
    expect((await set.rows<{ movie: string }>('links')).map(({ movie }) => movie)).toEqual(['3', '4', '5']);
  });

  test('stay apart where that is asked for', async () => {
    await set.clean(tables, { mergeFilms: false });
    expect((await set.rows<{ movie: string }>('movies')).map(({ movie }) => movie)).toEqual('123457'.split(''));
    expect(await set.ratings()).toHaveLength(4);
  });

  test('that a filter left without ratings are left out of everything', async () => {
    await set.clean(tables, { minMovieRatings: 2 });
    expect((await set.rows<{ movie: string }>('movies')).map(({ movie }) => movie)).toEqual(['3']);
    expect(await set.rows('links')).toHaveLength(1);
    expect(await set.ratings()).toEqual([
      ['a', '3', 4, 20],
      ['b', '3', 2, 30],
    ]);
  });
});

test('what is known of people comes along, once each even if it stands there twice', async () => {
  await set.clean({
    ratings: [
      ['2', 'x', 4, 1],
      ['1', 'x', 4, 1],
      ['3', 'x', 4, 1],
    ],
    users: [
      ['1', 'F', 25, 'writer', '10115'],
      ['2', 'M', null, null, null],
      ['2', 'M', null, null, null],
      ['nobody', 'F', 1, null, null],
    ],
  });
  expect(await set.rows('users')).toEqual([
    { user: '1', gender: 'F', age: 25, occupation: 'writer', zip: '10115' },
    { user: '2', gender: 'M', age: null, occupation: null, zip: null },
    { user: '3', gender: null, age: null, occupation: null, zip: null },
  ]);
});

test('of what stands there twice the first that is known counts, and copies keep their order', async () => {
  // So many that the engine shares them out among its threads.
  const tags = Array.from({ length: 250_000 }, (_, at): Cell[] => ['a', at % 3 ? '1' : '2', 'tag', at]);
  await set.clean({
    ratings: [
      ['a', '1', 5, 10],
      ['a', '2', 4, 10],
    ],
    movies: [
      ['1', null, null, ['Drama']],
      ['1', 'First (1999)', null, ['War']],
      ['1', 'Second (1998)', null, []],
    ],
    users: [
      ['a', 'F', 25, 'writer', '10115'],
      ['a', 'M', 30, 'lawyer', '10117'],
    ],
    tags,
  });
  expect(await set.rows('movies')).toMatchObject([{ title: 'First', year: 1999, genres: ['Drama'] }, { title: '2' }]);
  expect(await set.rows('users')).toMatchObject([{ gender: 'F', age: 25 }]);
  const times = (await set.rows<{ timestamp: number }>('tags')).map(({ timestamp }) => timestamp);
  expect(times.length).toBe(tags.length);
  expect(times.every((time, at) => time === at)).toBe(true);
});
