import { expect, test } from 'vitest';
import { Database, quoted } from '../../../src/artifacts/database.ts';
import { createContext } from '../../../src/context.ts';
import { joinFilms } from '../../../src/dataset/metadata/join-films.ts';
import { makeWantedFilms } from '../../../src/dataset/metadata/wanted-films.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const folder = await temporaryFolder();
const use = <T>(work: (database: Database) => Promise<T>) => Database.use(folder, createContext(), work);

interface Wanted {
  readonly movie: string;
  readonly title?: string;
  readonly imdb?: string;
  readonly tmdb?: string;
}
interface Known {
  readonly key: number;
  readonly title: string;
  readonly original?: string;
  readonly year?: number;
  readonly tmdb?: number;
  readonly feature?: boolean;
  readonly votes?: number;
}

/** Which wanted film is which known one; a known one's key is its IMDb id. */
const joined = (wanted: readonly Wanted[], known: readonly Known[]) =>
  use(async (database) => {
    const text = (value: string | undefined): string => (value === undefined ? 'NULL' : quoted(value));
    const write = async (table: string, rows: readonly string[], columns: string): Promise<void> =>
      database.run(`COPY (SELECT * FROM (VALUES ${rows.join(', ')}) t(${columns}))
        TO ${quoted(`${folder}/${table}.parquet`)} (FORMAT parquet)`);
    const movies = wanted.map(({ movie, title }) => `(${text(movie)}, ${text(title)}::VARCHAR, NULL::INTEGER)`);
    const links = wanted.map(
      ({ movie, imdb, tmdb }) => `(${text(movie)}, ${text(imdb)}::VARCHAR, ${text(tmdb)}::VARCHAR)`,
    );
    await write('movies', movies, 'movie, title, year');
    await write('links', links, 'movie, imdb, tmdb');
    await database.run(`CREATE TEMP TABLE catalog AS SELECT movie, 1 AS ratings FROM '${folder}/movies.parquet'`);
    await makeWantedFilms(database, folder, new Set(['movies', 'links']), false);
    const titles = known.map(
      ({
        key,
        title,
        original,
        year,
        tmdb,
        feature = true,
        votes,
      }) => `SELECT ${key}::BIGINT AS key, ${key}::BIGINT AS imdb,
        ${tmdb ?? 'NULL'}::BIGINT AS tmdb, ${text(title)} AS title, ${text(original ?? title)} AS original,
        ${year ?? 'NULL'}::INTEGER AS year, ${feature} AS feature, ${votes ?? 'NULL'}::INTEGER AS votes`,
    );
    const counts = await joinFilms(database, titles.join(' UNION ALL '));
    const rows = await database.rows<{ movie: string; key: number }>('SELECT movie, key FROM joined ORDER BY movie');
    return { counts, keys: Object.fromEntries(rows.map(({ movie, key }) => [movie, key])) };
  });

test.each([
  ['zeros', '0000005'],
  ['tt', 'tt5'],
  ['tt and zeros', 'tt0000005'],
  ['blanks', ' 5 '],
])('ids are compared as numbers: %s do not matter', async (_, imdb) => {
  const { counts } = await joined([{ movie: 'a', imdb }], [{ key: 5, title: 'X' }]);
  expect(counts).toEqual({ films: 1, byImdbId: 1, byTmdbId: 0, byTitle: 0, notFound: 0, matchRate: 1, shared: 0 });
});

test('an IMDb id counts before a TMDB id, and both before the title', async () => {
  const known: Known[] = [
    { key: 1, title: 'One', year: 2000, tmdb: 11 },
    { key: 2, title: 'Two', year: 2000, tmdb: 22 },
    { key: 3, title: 'Three', year: 2000, tmdb: 33 },
  ];
  const { keys, counts } = await joined(
    [
      { movie: 'a', title: 'Three (2000)', imdb: '1', tmdb: '22' },
      { movie: 'b', title: 'Three (2000)', imdb: '777', tmdb: '22' },
      { movie: 'c', title: 'Three (2000)', tmdb: '0' },
      { movie: 'tt0000002' },
    ],
    known,
  );
  expect(keys).toEqual({ a: 1, b: 2, c: 3, tt0000002: 2 });
  expect(counts).toMatchObject({ byImdbId: 2, byTmdbId: 1, byTitle: 1, shared: 1 });
});

test.each([
  ['Matrix, The (1999)', 'The Matrix'],
  ['Amelie (Fabuleux destin d’Amélie Poulain, Le) (1999)', 'Le fabuleux destin d’Amélie Poulain'],
  ['Léon: The Professional (a.k.a. The Professional) (Léon) (1999)', 'The Professional'],
  ['AMÉLIE (1999)', 'Amelie'],
  ['Spider-Man (1999)', 'Spider Man'],
  ['Fast & Furious (1999)', 'Fast and Furious'],
  ['$ (1999)', '$'],
  ['ÅNGSTRÖM (1999)', 'Angstrom'],
  ['千と千尋の神隠し (1999)', '千と千尋の神隠し'],
  ['Солярис (1999)', 'СОЛЯРИС'],
])('%s is %s', async (title, other) => {
  for (const known of [{ title: other }, { title: 'Something Else', original: other }]) {
    const { keys } = await joined([{ movie: 'a', title }], [{ key: 1, year: 1999, ...known }]);
    expect(keys).toEqual({ a: 1 });
  }
});

test.each([
  ['The Matrix (1999)', 'The Matrix Reloaded'],
  // Two words in Japanese, and two letters in Russian, which differ in a mark alone.
  ['パパ (1999)', 'ハハ'],
  ['Май (1999)', 'Маи'],
  ['? (1999)', '!'],
  ['No Year', 'No Year'],
])('%s is not %s', async (title, other) => {
  const { keys } = await joined([{ movie: 'a', title }], [{ key: 1, title: other, year: 1999 }]);
  expect(keys).toEqual({});
});

test.each<[string, Known[], number | undefined]>([
  ['its very year before one beside it, whatever the votes', [year(1, 1995, 9999), year(2, 1996, 1)], 2],
  ['a film for the cinema before anything else', [{ ...year(1, 1996, 9999), feature: false }, year(2, 1996, 1)], 2],
  ['the most votes', [year(1, 1996, 5), year(2, 1996, 7), year(3, 1996)], 2],
  ['the lowest id where all is equal', [year(3, 1996), year(2, 1996)], 2],
  ['a year that is one off, where only one is', [year(1, 1997), year(2, 1999)], 1],
  ['the only film for the cinema a year off', [year(1, 1997), { ...year(2, 1995, 99), feature: false }], 1],
  ['none, where two are one year off', [year(1, 1997, 5), year(2, 1995, 500)], undefined],
  ['none, where all are further off', [year(1, 1998), year(2, 1994)], undefined],
])('of several of one title it is %s', async (_, known, key) => {
  for (const order of [known, known.toReversed()]) {
    const { keys } = await joined([{ movie: 'a', title: 'Hamlet (1996)' }], order);
    expect(keys['a']).toBe(key);
  }
});

test('a film that another one’s id speaks for is not taken by its title; without ids both may mean it', async () => {
  const known = [year(1, 1996)];
  const [first, second] = ['a', 'b'].map((movie) => ({ movie, title: 'Hamlet (1996)' }));
  expect((await joined([{ ...first, imdb: '1' }, second], known)).keys).toEqual({ a: 1 });
  expect((await joined([first, second], known)).keys).toEqual({ a: 1, b: 1 });
});

function year(key: number, when: number, votes?: number): Known {
  return { key, title: 'Hamlet', year: when, ...(votes !== undefined && { votes }) };
}
