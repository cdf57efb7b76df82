import { beforeAll, describe, expect, it } from 'vitest';
import type { Home, MyRatings, Onboarding, Recommendations, WatchList } from '../../../src/server/contract.ts';
import { ask } from '../../fixtures/ask.ts';
import { browserOf, type Browser } from '../../fixtures/browser-of.ts';
import { testService } from '../../fixtures/service.ts';

const { server, service } = await testService({}, undefined, { rateLimit: 0 });
const { catalog, counts } = service;
const films = catalog.ids.names;
const homeOf = async (browser: Browser, query = ''): Promise<Home> =>
  (await ask<Home>(browser, 'GET', `/api/home${query}`)).body;
const row = ({ rows }: Home, id: string) => rows.find((one) => one.id === id);

describe('of nobody', () => {
  it('has what is popular and loved and little known, and nothing that claims to know them', async () => {
    const home = await homeOf(browserOf(server));
    expect(home.rows.map(({ id }) => id)).toEqual(['hidden-gems', 'popular', 'loved']);
    expect(home.rated).toBe(0);
    const gems = new Set(row(home, 'hidden-gems')!.films.map(({ film }) => film));
    const byCount = [...films.keys()].sort((a, b) => counts.ratings(b) - counts.ratings(a) || a - b);
    const popular = byCount.filter((item) => !gems.has(films[item])).slice(0, 12);
    expect(row(home, 'popular')!.films.map(({ film }) => film)).toEqual(popular.map((item) => films[item]));
  });
});

describe('of someone who has rated', () => {
  let ann: Browser;
  let home: Home;
  let seventies: readonly number[];
  beforeAll(async () => {
    ann = browserOf(server);
    const order = [...films.keys()].sort((a, b) => counts.ratings(b) - counts.ratings(a));
    // Nineties alone, liked and disliked in turn.
    const nineties = order.filter((item) => Math.floor((catalog.years[item] ?? 0) / 10) === 199).slice(0, 20);
    for (const [n, item] of nineties.entries()) {
      await ask(ann, 'PUT', `/api/me/ratings/${films[item]}`, { rating: n % 2 === 0 ? 5 : 2 });
    }
    seventies = order.filter((item) => Math.floor((catalog.years[item] ?? 0) / 10) === 197).slice(0, 8);
    for (const item of seventies) await ask(ann, 'PUT', `/api/me/watch-list/${films[item]}`);
    home = await homeOf(ann, '?k=10');
  });

  it('begins with their own list', async () => {
    const { body } = await ask<Recommendations>(ann, 'GET', '/api/recommendations?k=10');
    expect(home.rows[0]).toMatchObject({ id: 'for-you', title: 'For you', films: body.films });
  });

  it('has no film twice, none that they rated, and no row of fewer than four', async () => {
    const all = home.rows.flatMap((one) => one.films.map(({ film }) => film));
    expect(new Set(all).size).toBe(all.length);
    const { body } = await ask<MyRatings>(ann, 'GET', '/api/me/ratings');
    for (const { film } of body.films) expect(all).not.toContain(film);
    for (const one of home.rows) expect(one.films.length).toBeGreaterThanOrEqual(4);
    expect(row(home, 'popular')).toBeUndefined();
  });

  it('names films that they liked, and shows what is like them, ordered by their own scores', async () => {
    const { body } = await ask<MyRatings>(ann, 'GET', '/api/me/ratings');
    const liked = body.films.filter(({ rating }) => rating >= 4).map(({ title }) => `Because you liked ${title}`);
    const rows = home.rows.filter(({ id }) => id.startsWith('because-you'));
    expect(rows).toHaveLength(2);
    expect(rows[0].title).not.toBe(rows[1].title);
    for (const { title, films: shown } of rows) {
      expect(liked).toContain(title);
      const scores = shown.filter(({ fallback }) => !fallback).map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
    }
  });

  it('says what is of a decade of which they have rated little', () => {
    const decade = row(home, 'from-the-decade')!;
    const named = /^New to you from the (\d+)s$/.exec(decade.title)![1];
    expect(named).not.toBe('90');
    for (const { year } of decade.films) expect(`${Math.floor(year! / 10) * 10}`.endsWith(named)).toBe(true);
  });

  it('has from the watch-list only what is on it', async () => {
    const { body } = await ask<WatchList>(ann, 'GET', '/api/me/watch-list');
    const noted = body.films.map(({ film }) => film);
    const elsewhere = home.rows.filter(({ id }) => id === 'for-you' || id.startsWith('because-you-liked'));
    const shown = row(home, 'from-your-watch-list')?.films.map(({ film }) => film) ?? [];
    const taken = elsewhere.flatMap((one) => one.films.map(({ film }) => film));
    expect(new Set(shown)).toEqual(new Set(noted.filter((film) => !taken.includes(film))));
  });

  it('has as gems films of the last fifth of all ratings that at least five people rated', () => {
    const ascending = [...films.keys()].map((item) => counts.ratings(item)).sort((a, b) => a - b);
    const total = ascending.reduce((sum, count) => sum + count, 0);
    for (const { ratings } of row(home, 'hidden-gems')!.films) {
      expect(ratings).toBeGreaterThanOrEqual(5);
      const fewer = ascending.filter((count) => count < ratings).reduce((sum, count) => sum + count, 0);
      expect(fewer / total).toBeLessThanOrEqual(0.2);
    }
  });

  it('leaves out what is hidden at once', async () => {
    const { film } = home.rows[0].films[0];
    await ask(ann, 'POST', '/api/feedback', { events: [{ kind: 'hidden', film }] });
    const after = await homeOf(ann, '?k=10');
    expect(after.rows.flatMap((one) => one.films.map((other) => other.film))).not.toContain(film);
  });
});

describe('films to begin with', () => {
  it('go on where they ended, without what was shown or rated', async () => {
    const ann = browserOf(server);
    const ids = async (query: string): Promise<string[]> =>
      (await ask<Onboarding>(ann, 'GET', `/api/onboarding?${query}`)).body.films.map(({ film }) => film);
    const first = await ids('count=6');
    expect(await ids('count=12')).toEqual([...first, ...(await ids(`count=6&${after(first)}`))]);
    await ask(ann, 'PUT', `/api/me/ratings/${first[0]}`, { rating: 4 });
    expect(await ids('count=5')).toEqual(first.slice(1));
    const many = films.slice(0, 100);
    expect(await ids(`count=20&${after(many)}`)).not.toContain(many[0]);
  });

  const after = (shown: readonly string[]): string => shown.map((film) => `after=${film}`).join('&');
});
