import { expect, it } from 'vitest';
import type { Failure, MyRatings, Rated } from '../../../src/server/contract.ts';
import { scaleOf } from '../../../src/server/scale-of.ts';
import { ask } from '../../fixtures/ask.ts';
import { browserOf, type Browser } from '../../fixtures/browser-of.ts';
import { testService } from '../../fixtures/service.ts';

const { server, service } = await testService();
const { catalog, counts, data, store, tastes } = service;
const films = catalog.ids.names;
const item = (film: string): number => catalog.ids.indexOf(film);
const rate = (browser: Browser, film: string, rating: unknown, query = '') =>
  ask<Rated & Failure>(browser, 'PUT', `/api/me/ratings/${film}${query}`, { rating });

it('makes a guest of whoever rates, and answers with the new list when asked to', async () => {
  const ann = browserOf(server);
  const { status, body } = await rate(ann, films[0], 5, '?list=5');
  expect(status).toBe(200);
  expect(body).toMatchObject({ film: films[0], before: null, rating: 5, ratings: 1 });
  const { body: list } = await ask(ann, 'GET', '/api/recommendations?k=5');
  expect(body.list).toEqual(list);
  expect((await rate(ann, films[0], 2)).body).toEqual({ film: films[0], before: 5, rating: 2, ratings: 1 });
});

it('lists ratings with the latest first', async () => {
  const ann = browserOf(server);
  for (const film of films.slice(0, 3)) await rate(ann, film, 3);
  const { body } = await ask<MyRatings>(ann, 'GET', '/api/me/ratings');
  expect(new Set(body.films.map(({ film }) => film))).toEqual(new Set(films.slice(0, 3)));
  expect(body.films.map(({ at }) => at)).toEqual(body.films.map(({ at }) => at).sort((a, b) => b - a));
  expect(body.films[0]).toMatchObject({ rating: 3, ratings: counts.ratings(item(body.films[0].film)) });
});

it('takes a rating back as often as one likes: list and counts are as they were before it', async () => {
  const ann = browserOf(server);
  await rate(ann, films[1], 4);
  const { body: before } = await ask(ann, 'GET', '/api/recommendations');
  const [ratings, mean] = [counts.ratings(2), counts.mean(2)];
  await rate(ann, films[2], 1);
  expect(counts.ratings(2)).toBe(ratings + 1);
  for (const was of [1, null]) {
    const { status, body } = await ask<Rated>(ann, 'DELETE', `/api/me/ratings/${films[2]}`);
    expect(status).toBe(200);
    expect(body).toEqual({ film: films[2], before: was, rating: null, ratings: 1 });
  }
  expect(counts.ratings(2)).toBe(ratings);
  expect(counts.mean(2)).toBeCloseTo(mean!, 9);
  expect((await ask(ann, 'GET', '/api/recommendations')).body).toEqual(before);
});

it('refuses what cannot be, and stores nothing of it', async () => {
  const ann = browserOf(server);
  await rate(ann, films[0], 3);
  const { max } = data.info.scale;
  const tries: [string, unknown, string, number, string][] = [
    [films[1], max + 1, '', 400, 'BAD_RATING'],
    [films[1], -1, '', 400, 'BAD_RATING'],
    [films[1], '5', '', 400, 'BAD_REQUEST'],
    [films[1], null, '', 400, 'BAD_REQUEST'],
    ['no-such-film', 3, '', 404, 'UNKNOWN_MOVIE'],
    [encodeURIComponent("'; DROP TABLE ratings; --"), 3, '', 404, 'UNKNOWN_MOVIE'],
    [films[1], 3, '?list=1000', 400, 'BAD_REQUEST'],
    [films[1], 3, '?list=5&model=nonsense', 404, 'UNKNOWN_MODEL'],
  ];
  for (const [film, rating, query, status, code] of tries) {
    const answer = await rate(ann, film, rating, query);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  }
  const { body } = await ask<MyRatings>(ann, 'GET', '/api/me/ratings');
  expect(body.films).toHaveLength(1);
});

it('lets nobody take back a rating of nobody', async () => {
  const { status, body } = await ask<Failure>(browserOf(server), 'DELETE', `/api/me/ratings/${films[0]}`);
  expect([status, body.error.code]).toEqual([401, 'NOT_SIGNED_IN']);
});

it('ends with store, taste and counts in agreement when one person rates one film many times at once', async () => {
  const ann = browserOf(server);
  await rate(ann, films[5], 3);
  const before = counts.ratings(4);
  const { min, max } = data.info.scale;
  const given = Array.from({ length: 60 }, (_, n) => (n % 4 === 3 ? null : min + (n % (max - min))));
  await Promise.all(
    given.map((rating) =>
      rating === null ? ask(ann, 'DELETE', `/api/me/ratings/${films[4]}`) : rate(ann, films[4], rating),
    ),
  );
  const { body } = await ask<MyRatings>(ann, 'GET', '/api/me/ratings');
  const stored = body.films.find(({ film }) => film === films[4])?.rating;
  const person = (await store.ratingsAfter(undefined, 1000)).find(
    ({ film, rating }) => film === films[5] && rating === 3,
  );
  const { history } = await tastes.of(person!.person);
  const at = history.items.indexOf(4);
  expect(at < 0 ? undefined : history.ratings[at]).toBe(stored);
  expect(counts.ratings(4)).toBe(before + Number(stored !== undefined));
});

it('has one thing to say where a data set knows only likes', () => {
  const plays = { feedback: 'implicit', scale: { min: 0, max: 37 }, relevant: 2 ** -149 } as const;
  expect(scaleOf(plays)).toEqual({ min: 1, max: 1, liked: 1 });
  const shares = { ...plays, scale: { min: 0, max: 0.5 } };
  expect(scaleOf(shares)).toEqual({ min: 0.5, max: 0.5, liked: 0.5 });
  const stars = { feedback: 'explicit', scale: { min: 0.5, max: 5 }, relevant: 4 } as const;
  expect(scaleOf(stars)).toEqual({ min: 0.5, max: 5, liked: 4 });
});
