import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type {
  ChartList,
  Film,
  FilmDetails,
  FilmPage,
  ServedModels,
  SimilarFilms,
  Site,
} from '../../../src/server/contract.ts';
import { ratingStep } from '../../../src/server/films/rating-step.ts';
import { MovierecError } from '../../../src/errors.ts';
import { testService, type TestService } from '../../fixtures/service.ts';

let tested: TestService;
const get = async <T>(url: string): Promise<T> => {
  const answer = await tested.server.inject(url);
  expect(answer.statusCode, `${url} ${answer.body}`).toBe(200);
  return answer.json<T>();
};
const failing = async (url: string): Promise<[number, string]> => {
  const answer = await tested.server.inject(url);
  return [answer.statusCode, answer.json<{ error: { code: string } }>().error.code];
};
beforeAll(async () => {
  tested = await testService();
});

describe('films', () => {
  test.each([
    ['popularity', (a: Film, b: Film) => b.ratings - a.ratings],
    ['newest', (a: Film, b: Film) => (b.year ?? -1) - (a.year ?? -1) || b.ratings - a.ratings],
    ['oldest', (a: Film, b: Film) => (a.year ?? 9999) - (b.year ?? 9999) || b.ratings - a.ratings],
  ])('come by %s, page after page, each once', async (order, compare) => {
    const pages: Film[] = [];
    for (let page = 1; ; page++) {
      const { films, total } = await get<FilmPage>(
        `/api/films?genre=Drama&genre=Comedy&year=1990..&order=${order}&size=100&page=${page}`,
      );
      pages.push(...films);
      if (films.length === 0) {
        expect(pages).toHaveLength(total);
        break;
      }
    }
    expect(new Set(pages.map(({ film }) => film)).size).toBe(pages.length);
    const { catalog } = tested.service;
    const wanted = [...catalog.titles.keys()].filter(
      (item) =>
        catalog.genres[item].some((genre) => ['Drama', 'Comedy'].includes(genre)) && (catalog.years[item] ?? 0) >= 1990,
    );
    expect(new Set(pages.map(({ film }) => film))).toEqual(new Set(wanted.map((item) => catalog.ids.names[item])));
    expect(pages).toEqual([...pages].sort(compare));
  });

  test('are told with how many gave which rating, and what is not known is empty', async () => {
    const film = tested.service.catalog.ids.names[0];
    const details = await get<FilmDetails>(`/api/films/${film}`);
    const people = details.distribution.reduce((sum, one) => sum + one.people, 0);
    expect(people).toBe(details.ratings);
    const sum = details.distribution.reduce((all, one) => all + one.people * one.rating, 0);
    expect(sum / people).toBeCloseTo(details.mean!, 4);
    expect(details).toMatchObject({ keywords: [], plot: null });
  });

  test('that nobody knows, and what cannot be asked, are refused', async () => {
    expect(await failing('/api/films/no-such-film')).toEqual([404, 'UNKNOWN_MOVIE']);
    expect(await failing('/api/films/no-such-film/similar')).toEqual([404, 'UNKNOWN_MOVIE']);
    expect(await failing('/api/films?genre=Nope')).toEqual([400, 'USAGE']);
    expect(await failing('/api/films?year=new')).toEqual([400, 'BAD_REQUEST']);
    expect(await failing('/api/films?size=1000')).toEqual([400, 'BAD_REQUEST']);
  });
});

test.each(['model', 'people', 'content'])('films alike by %s are said to be so, the most alike first', async (by) => {
  const { ids } = tested.service.catalog;
  const film = ids.names[0];
  const similar = await get<SimilarFilms>(`/api/films/${film}/similar?by=${by}&k=5`);
  expect(similar.by).toBe(by);
  const scores = similar.films.map(({ score }) => score);
  expect(scores).toHaveLength(5);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(similar.films.map((one) => one.film)).not.toContain(film);
});

test('a model that is named answers for itself; the usual one leaves it to people where it compares no films', async () => {
  const film = tested.service.catalog.ids.names[0];
  expect(await failing(`/api/films/${film}/similar?model=nope`)).toEqual([404, 'UNKNOWN_MODEL']);
  const { models } = tested.service;
  const loaded = await models.take();
  const { similar: _, ...definition } = loaded.model.definition;
  const mute = Object.create(loaded.model, { definition: { value: definition } }) as typeof loaded.model;
  const taking = vi.spyOn(models, 'take').mockResolvedValue({ ...loaded, model: mute });
  try {
    expect((await get<SimilarFilms>(`/api/films/${film}/similar`)).by).toBe('people');
    expect(await failing(`/api/films/${film}/similar?model=ease`)).toEqual([400, 'WRONG_MODEL']);
  } finally {
    taking.mockRestore();
  }
});

test('the site is told as it is counted: films, people, ratings, genres, and the steps of the scale', async () => {
  const { catalog, data } = tested.service;
  const site = await get<Site>('/api/site');
  expect(site.films).toBe(catalog.titles.length);
  expect(site.ratings).toBe(data.info.after.ratings);
  expect(site.people).toBe(data.info.after.users);
  expect(site.scale.step).toBe(0.5);
  for (const { genre, films } of site.genres) {
    expect(films).toBe(catalog.genres.filter((own) => own.includes(genre)).length);
  }
  expect(site.years).toEqual({
    first: Math.min(...catalog.years.map((year) => year ?? Infinity)),
    last: Math.max(...catalog.years.map((year) => year ?? -Infinity)),
  });
});

test.each([
  [[0.5, 1, 3.5, 5], 0.5, 5, 0.5],
  [[1, 2, 5], 1, 5, 1],
  [[0, 3, 10], 0, 10, 1],
  [[0, 10], 0, 10, 10],
  [[Math.fround(0.1), Math.fround(0.3), 1], 0, 1, 0.1],
  [[0, Math.fround(Math.PI), 10], 0, 10, 1],
  [[1, 3, 5], 1, 5, 2],
])('people who gave %j from %d to %d rate in steps of %d', (ratings, min, max, step) => {
  expect(ratingStep(ratings, min, max)).toBeCloseTo(step, 10);
});

test('models are told with their cards, the usual one first; those that are not there are refused', async () => {
  const { models } = await get<ServedModels>('/api/models');
  expect(models.map(({ model, usual }) => [model, usual])).toEqual([
    ['ease', true],
    ['ials', false],
    ['svd', false],
  ]);
  expect(models.find(({ model }) => model === 'svd')?.feedback).toBe('explicit');
  const card = await get<{ parameters: object; card: string }>('/api/models/svd');
  expect(card.parameters).toMatchObject({ factors: 8, epochs: 5 });
  expect(card.card).toMatch(/^# svd/);
  expect(await failing('/api/models/nope')).toEqual([404, 'UNKNOWN_MODEL']);
  expect(await failing('/api/models/bias')).toEqual([404, 'MISSING_ARTIFACT']);
});

test('charts are those that the manifest lists, and no other file', async () => {
  expect(await get<ChartList>('/api/charts')).toEqual({
    charts: [],
    hint: expect.stringContaining('movierec eda') as string,
  });
  const { workspace, service } = tested;
  const folder = workspace.report(service.data.dataset, 'eda');
  await mkdir(folder, { recursive: true });
  const chart = {
    name: 'one',
    section: 'ratings',
    title: 'A title',
    description: 'What it shows.',
    files: ['one.vl.json'],
  };
  const manifest = { ...service.data.manifest, stage: 'eda', result: { charts: [chart] } };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'one.vl.json'), JSON.stringify({ mark: 'bar', data: { values: Array(2000).fill(1) } }));
  await writeFile(join(folder, 'other.vl.json'), '{}');
  const { charts } = await get<ChartList>('/api/charts');
  expect(charts).toEqual([{ chart: 'one', section: 'ratings', title: 'A title', description: 'What it shows.' }]);
  expect(await get('/api/charts/one')).toMatchObject({ chart: 'one', spec: { mark: 'bar' } });
  const packed = await tested.server.inject({ url: '/api/charts/one', headers: { 'accept-encoding': 'br' } });
  expect(packed.headers['content-encoding']).toBe('br');
  for (const name of ['other', 'one.vl.json', '..%2f..%2fmanifest', '..', 'manifest.json']) {
    expect((await failing(`/api/charts/${name}`))[0], name).toBe(404);
  }
});

test('the service is not ready while its store does not answer, and lives all the same', async () => {
  expect((await tested.server.inject('/ready')).statusCode).toBe(200);
  const check = vi
    .spyOn(tested.service.store, 'check')
    .mockRejectedValue(new MovierecError('STORE_FAILED', 'gone.', ''));
  try {
    expect(await failing('/ready')).toEqual([503, 'NOT_READY']);
    expect((await tested.server.inject('/health')).statusCode).toBe(200);
  } finally {
    check.mockRestore();
  }
});

describe('/metrics', () => {
  test('counts the answers of each route, and is for the machine itself or with the key', async () => {
    const read = async (): Promise<string> => (await tested.server.inject('/metrics')).body;
    const count = (text: string): number =>
      Number(
        /movierec_request_duration_seconds_count\{method="GET",route="\/health",status="2xx"\} (\d+)/.exec(text)?.[1] ??
          0,
      );
    const before = count(await read());
    for (let time = 0; time < 3; time++) await tested.server.inject('/health');
    const after = await read();
    expect(count(after) - before).toBe(3);
    expect(after).toMatch(/movierec_model_info\{model="ease",version="0",usual="true"\} 1/);
    const elsewhere = { url: '/metrics', remoteAddress: '203.0.113.7' };
    expect((await tested.server.inject(elsewhere)).statusCode).toBe(403);
    expect(
      (await tested.server.inject({ url: '/metrics', headers: { 'x-forwarded-for': '203.0.113.7' } })).statusCode,
    ).toBe(403);
    const authorization = `Bearer ${tested.service.operatorKey}`;
    expect((await tested.server.inject({ ...elsewhere, headers: { authorization } })).statusCode).toBe(200);
  });
});
