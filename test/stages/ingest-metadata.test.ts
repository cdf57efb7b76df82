import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { ingest, type IngestOptions } from '../../src/stages/ingest.ts';
import { run as runAll } from '../../src/stages/run.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { readParquet, temporaryFolder } from '../fixtures/workspace.ts';

const fixtures = join(import.meta.dirname, '..', 'fixtures', 'metadata');
const films = join(fixtures, 'films');
const imdb = join(fixtures, 'imdb', 'raw');
const tmdb = join(fixtures, 'tmdb-5000', 'raw');

const root = await temporaryFolder();
let workspace: Workspace;
let count = 0;
let said: string[] = [];
beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  await mkdir(workspace.root);
  said = [];
});
const at = (name: string): string => join(workspace.root, name);
const context = createContext({ threads: 2, log: (text) => void said.push(text) });
const run = (options: Partial<IngestOptions>) =>
  ingest({ workspace, from: films, dataset: 'set', ...options }, context);
const rowsOf = <T extends object>(table: string) =>
  readParquet<T & { movie: string }>(join(workspace.interim('set'), `${table}.parquet`));
const rejected = () => readFile(join(workspace.interim('set'), 'rejected.csv'), 'utf8');

describe('whose word counts', () => {
  interface Person {
    readonly role: string;
    readonly name: string;
  }
  const people = async (movie: string, role: string) =>
    (await rowsOf<Person>('people')).filter((row) => row.movie === movie && row.role === role).map(({ name }) => name);

  test('IMDb before TMDB, role by role and value by value; what only one knows is kept', async () => {
    await run({ imdb, tmdb });
    expect(await people('3', 'director')).toEqual(['Marc Caro', 'Jean-Pierre Jeunet']);
    expect((await people('3', 'cast'))[0]).toBe('Actor 0');
    expect(await people('5', 'director')).toEqual(['宮崎 駿']);
    const [heat] = await rowsOf('details');
    expect(heat).toEqual({
      movie: '1',
      runtime: 170,
      language: 'en',
      genres: ['Action', 'Crime', 'Drama'],
      year: 1995,
    });
    const [votes] = await rowsOf<{ imdbVotes: number; tmdbVotes: number }>('votes');
    expect(votes).toMatchObject({ movie: '1', imdbVotes: 700_000, tmdbVotes: 2000 });
  });

  test('what the ratings come with before both', async () => {
    await cp(films, at('made'), { recursive: true });
    await writeFile(at('made/simulated.json'), '{}');
    await writeFile(at('made/people.csv'), 'movieId,name,role,position\n1,Ann Own,director,1\n8,Ben Own,cast,1\n');
    await writeFile(at('made/votes.csv'), 'movieId,imdbRating,imdbVotes\n1,5.5,7\n');
    await run({ from: at('made'), imdb, tmdb });
    expect(await people('1', 'director')).toEqual(['Ann Own']);
    expect(await people('1', 'cast')).toEqual(['Al Pacino', 'Robert De Niro']);
    expect(await people('8', 'cast')).toEqual(['Ben Own']);
    const [votes] = await rowsOf('votes');
    expect(votes).toMatchObject({ movie: '1', imdbRating: 5.5, imdbVotes: 7, tmdbVotes: 2000 });
  });
});

test('coverage is what counting by hand gives', async () => {
  // Ten ratings of ten films: three of 1, three of 2, one each of 3, 5, 8 and 10.
  const { coverage, metadata } = await run({ imdb });
  expect(coverage).toEqual([
    { kind: 'people', films: 4, ofFilms: 0.4, ofRatings: 0.7 },
    { kind: 'runtime', films: 7, ofFilms: 0.7, ofRatings: 0.7 },
    { kind: 'votes', films: 3, ofFilms: 0.3, ofRatings: 0.3 },
  ]);
  expect(metadata).toEqual([expect.objectContaining({ films: 10, byImdbId: 3, byTitle: 5, notFound: 2 })]);
  expect(said).toContain(
    'IMDb knows 8 of 10 films (3 by IMDb id, 5 by title and year), 80.0 %. ' +
      "For 1 of them another of the set's films is the same there: both get what is known.",
  );
  expect(await run({ imdb: 'none' })).toMatchObject({ coverage: [], metadata: [] });
});

test('tags count for coverage without any metadata', async () => {
  await cp(films, at('tagged'), { recursive: true });
  await writeFile(at('tagged/tags.csv'), 'userId,movieId,tag,timestamp\n1,1,slow,5\n2,1,long,5\n2,8,fun,5\n');
  const { coverage } = await run({ from: at('tagged') });
  expect(coverage).toEqual([{ kind: 'tags', films: 2, ofFilms: 0.2, ofRatings: 0.4 }]);
});

describe('an IMDb file that is cut off', () => {
  test('what comes before the cut is used, the log says so, and the cut stands in rejected.csv', async () => {
    await cp(imdb, at('imdb'), { recursive: true, filter: (path) => !path.endsWith('title.ratings.tsv') });
    const filler = Array.from(
      { length: 20_000 },
      (_, n) => `tt${5_000_000 + ((n * 7919) % 100_003)}\t${n % 10}.0\t${n}`,
    );
    const rows = ['tconst\taverageRating\tnumVotes', 'tt0113277\t8.3\t700000', 'tt0133093\tfine\t1', ...filler];
    const packed = gzipSync(`${rows.join('\n')}\ntt0133093\t8.7\t1900000\n`);
    await writeFile(at('imdb/title.ratings.tsv.gz'), packed.subarray(0, packed.length / 2));
    const result = await run({ imdb: at('imdb') });
    expect((await rowsOf('votes')).map(({ movie }) => movie)).toEqual(['1', '9']);
    expect(result.rejected).toBe(4 + 1 + 1);
    const cut = /^title\.ratings\.tsv,(\d+),the file is cut off or damaged here,(.*)$/m.exec(await rejected());
    expect(rows[Number(cut?.[1]) - 1].startsWith(cut![2])).toBe(true);
    expect(await rejected()).toContain('title.ratings.tsv,3,"averageRating is not a number: ""fine""');
    expect(said.join('\n')).toContain(
      `title.ratings.tsv is cut off or damaged: of its rows, the first ${Number(cut?.[1]) - 2} are used. Get it again.`,
    );
  });

  test('one that is no gzip file at all is refused, and what was there stays', async () => {
    await run({ imdb });
    const before = await readFile(join(workspace.interim('set'), 'manifest.json'), 'utf8');
    await cp(imdb, at('imdb'), { recursive: true });
    await rm(at('imdb/title.crew.tsv'));
    await writeFile(at('imdb/title.crew.tsv.gz'), 'not packed');
    await expect(run({ imdb: at('imdb') })).rejects.toMatchObject({ code: 'BAD_COLUMNS', hint: /Get it again/ });
    expect(await readFile(join(workspace.interim('set'), 'manifest.json'), 'utf8')).toBe(before);
  });
});

describe('what is fresh, and what is remembered', () => {
  test('a changed metadata file is read again, an unchanged one is not', async () => {
    await cp(imdb, at('imdb'), { recursive: true });
    const options = { imdb: at('imdb') };
    expect(await run(options)).not.toHaveProperty('fresh');
    expect(await run(options)).toHaveProperty('fresh', true);
    await writeFile(at('imdb/notes.txt'), 'not read');
    expect(await run(options)).toHaveProperty('fresh', true);
    const ratings = await readFile(at('imdb/title.ratings.tsv'), 'utf8');
    await writeFile(at('imdb/title.ratings.tsv'), `${ratings}tt0211915\t8.3\t800000\n`);
    expect(await run(options)).toMatchObject({ tables: { votes: 4 } });
  });

  test('without a word the metadata of the last time are taken again, and the log says how not to', async () => {
    await run({ imdb, tmdb });
    expect(said.join('\n')).not.toContain('as the last time');
    expect(await run({})).toMatchObject({ fresh: true, metadata: [{ kind: 'imdb' }, { kind: 'tmdb' }] });
    expect(said).toContain(`IMDb's film metadata as the last time, from ${imdb}; --imdb none goes without.`);
    expect(await run({ imdb: 'none' })).toMatchObject({ metadata: [{ kind: 'tmdb' }] });
    expect(await run({ tmdb: 'none' })).toMatchObject({ metadata: [] });
    expect(await run({})).toHaveProperty('fresh', true);
  });

  test('metadata that are gone are not forgotten in silence', async () => {
    await cp(imdb, at('imdb'), { recursive: true });
    await run({ imdb: at('imdb') });
    await rm(at('imdb'), { recursive: true });
    await expect(run({})).rejects.toMatchObject({ code: 'MISSING_FILE', hint: /--imdb none/ });
    expect(await rowsOf('people')).not.toHaveLength(0);
    expect(await run({ imdb: 'none' })).toMatchObject({ metadata: [] });
  });

  test('other ratings under the same name do not take them over', async () => {
    await run({ imdb });
    await cp(films, at('others'), { recursive: true });
    expect(await run({ from: at('others') })).toMatchObject({ metadata: [] });
  });
});

describe('a wrong folder gets one sentence and the next step', () => {
  test.each<[string, (folder: string) => Partial<IngestOptions>, string, RegExp]>([
    ['that is not there', (folder) => ({ imdb: join(folder, 'no') }), 'MISSING_FILE', /--imdb/],
    ['without any of the files', () => ({ imdb: films }), 'NOT_A_DATASET', /title\.basics\.tsv/],
    ["with TMDB's files", () => ({ imdb: tmdb }), 'NOT_A_DATASET', /--tmdb/],
    ["with IMDb's files", () => ({ tmdb: imdb }), 'NOT_A_DATASET', /--imdb/],
    ['with both layouts', (folder) => ({ tmdb: folder }), 'NOT_A_DATASET', /folder of its own/],
    ['with a table that lacks a column', (folder) => ({ imdb: join(folder, 'lacks') }), 'BAD_COLUMNS', /Get it again/],
    ['with an empty file', (folder) => ({ tmdb: join(folder, 'empty') }), 'EMPTY_FILE', /Get it again/],
  ])('%s', async (_, options, code, hint) => {
    for (const name of ['tmdb-5000', 'the-movies-dataset']) {
      await cp(join(fixtures, name, 'raw'), at(`both/${name}`), { recursive: true });
    }
    await mkdir(at('both/lacks'));
    await writeFile(at('both/lacks/title.basics.tsv'), 'tconst\tprimaryTitle\n');
    await mkdir(at('both/empty'));
    await writeFile(at('both/empty/tmdb_5000_movies.csv'), '');
    await expect(run(options(at('both')))).rejects.toMatchObject({ code, hint });
  });
});

test("MovieTweetings' own ids are IMDb's", async () => {
  await mkdir(at('tweets'));
  await writeFile(
    at('tweets/ratings.dat'),
    '1::0113277::9::1380000000\n1::0133093::8::1380000001\n2::9999999::5::1380000002\n',
  );
  await writeFile(
    at('tweets/movies.dat'),
    '0113277::Heat (1995)::\n0133093::The Matrix (1999)::Action\n9999999::None (2010)::\n',
  );
  const { metadata } = await run({ from: at('tweets'), imdb });
  expect(metadata).toEqual([expect.objectContaining({ films: 3, byImdbId: 2, byTitle: 0, notFound: 1 })]);
  expect((await rowsOf('details')).map(({ movie }) => movie)).toEqual(['0113277', '0133093']);
});

test('`run` takes them from movierec.yaml, relative to it, and when it ingests again, from the last time', async () => {
  const lines = tastesTables().ratings!.map(([user, movie, rating, time]) => [user, movie, rating, time].join(','));
  await writeFile(at('ratings.csv'), `user,movie,rating,timestamp\n${lines.join('\n')}\n`);
  await cp(imdb, at('metadata'), { recursive: true });
  const models = 'models: { popularity: {} }\n';
  await writeFile(at('movierec.yaml'), `from: ratings.csv\ndataset: set\nimdb: metadata\n${models}`);
  const options = async () =>
    JSON.parse(await readFile(join(workspace.interim('set'), 'manifest.json'), 'utf8')) as object;
  await runAll({ workspace }, context);
  expect(await options()).toMatchObject({ options: { imdb: 'metadata' } });
  await writeFile(at('movierec.yaml'), models);
  const { steps } = await runAll({ workspace }, context);
  expect(steps[0]).toMatchObject({ step: 'ingest', fresh: true });
  const names = await readFile(at('metadata/name.basics.tsv'), 'utf8');
  await writeFile(at('metadata/name.basics.tsv'), `${names}nm1\tSomebody\t\\N\t\\N\t\\N\t\\N\n`);
  expect((await runAll({ workspace }, context)).steps[0]).toMatchObject({ step: 'ingest', fresh: false });
  expect(await options()).toMatchObject({ options: { imdb: 'metadata' } });
  await rm(at('metadata'), { recursive: true });
  expect((await runAll({ workspace }, context)).steps[0].step).toBe('clean');
});
