import { beforeAll, describe, expect, it } from 'vitest';
import { filmLikeness } from '../../../src/dataset/film-likeness.ts';
import type { Explanation, Recommendations } from '../../../src/server/contract.ts';
import type { Server } from '../../../src/server/route.ts';
import type { Service } from '../../../src/server/service.ts';
import { testService } from '../../fixtures/service.ts';

let server: Server;
let service: Service;
let cookie: string;
const liked = [0, 3, 8, 21, 40];
beforeAll(async () => {
  ({ server, service } = await testService());
  for (const item of liked) {
    const { headers } = await put(item, service.data.info.scale.max);
    const given = [headers['set-cookie'] ?? []].flat()[0];
    cookie = given?.split(';')[0] ?? cookie;
  }
});

const film = (item: number): string => service.catalog.ids.names[item];
const put = (item: number, rating: number) =>
  server.inject({
    ...{ method: 'PUT', url: `/api/me/ratings/${film(item)}`, payload: { rating } },
    headers: cookie ? { cookie } : {},
  });
const operator = () => ({ authorization: `Bearer ${service.operatorKey}` });
async function get<T>(url: string, headers: Record<string, string> = { cookie }) {
  const answer = await server.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json<T>() };
}
const list = async (wish = '', headers?: Record<string, string>): Promise<Recommendations> =>
  (await get<Recommendations>(`/api/recommendations${wish}`, headers)).body;
const films = (of: Recommendations): string[] => of.films.map((one) => one.film);

describe('lists', () => {
  it('are of nobody the films that stand highest in general', async () => {
    const { model } = await service.models.take();
    const { standing } = model.seen;
    const best = [...standing.keys()].sort((a, b) => standing[b] - standing[a] || a - b);
    expect(films(await list('?k=5', {}))).toEqual(best.slice(0, 5).map(film));
  });

  it('are those of the model, without what was rated', async () => {
    const { model } = await service.models.take();
    const ratings = Float32Array.from(liked, () => service.data.info.scale.max);
    const user = model.foldIn({ items: Int32Array.from(liked), ratings });
    const given = await list('?k=20');
    expect(given.rated).toBe(liked.length);
    expect(given.films.map(({ film, score }) => [film, score])).toEqual(
      model.recommend(user, 20).map(({ item, score }) => [film(item), score]),
    );
  });

  it('have only films of the genres and years that are asked for, and say what is wrong with one there is not', async () => {
    const genre = service.catalog.genres[0][0];
    const given = await list(`?k=15&genre=${encodeURIComponent(genre)}&year=1980..1999`);
    expect(given.films).toHaveLength(15);
    for (const one of given.films) {
      expect(one.genres).toContain(genre);
      expect(one.year).toBeGreaterThanOrEqual(1980);
      expect(one.year).toBeLessThanOrEqual(1999);
    }
    const { status, body } = await get<{ error: { code: string } }>('/api/recommendations?genre=Nonsense');
    expect([status, body.error.code]).toEqual([400, 'USAGE']);
  });

  it('are more diverse the more that is asked for', async () => {
    const likeness = filmLikeness(service.catalog);
    const inCommon = (given: Recommendations): number => {
      const items = films(given).map((one) => service.catalog.ids.indexOf(one));
      return items.flatMap((a) => items.map((b) => (a < b ? likeness(a, b) : 0))).reduce((sum, one) => sum + one, 0);
    };
    const [usual, diverse] = [await list('?k=10'), await list('?k=10&diversity=1')];
    expect(inCommon(diverse)).toBeLessThan(inCommon(usual));
  });

  it('have films that fewer know where novelty is asked for', async () => {
    const known = (given: Recommendations): number => given.films.reduce((sum, { ratings }) => sum + ratings, 0);
    expect(known(await list('?novelty=1'))).toBeLessThan(known(await list()));
  });

  it('say why where they are asked to', async () => {
    const given = await list('?k=5&reasons=true');
    for (const { why, reasons } of given.films) {
      expect(why).toMatch(/^It goes with .* which you liked/);
      expect(reasons![0]).toMatchObject({ because: 'rated', text: expect.stringMatching(/^You gave .* 5$/) as string });
      expect(liked.map(film)).toContain(reasons![0].film);
    }
    expect((await list('?k=1')).films[0]).not.toHaveProperty('why');
  });

  it('of a person of the data set are for operators alone', async () => {
    const name = (await service.models.take()).model.seen.users.names[4];
    expect((await get(`/api/recommendations?user=${name}`)).status).toBe(403);
    const { status, body } = await get<Recommendations>(`/api/recommendations?user=${name}&k=50`, operator());
    expect(status).toBe(200);
    expect(body.films).toHaveLength(50);
    const unknown = await get<{ error: { code: string } }>('/api/recommendations?user=nobody', operator());
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'UNKNOWN_USER']);
  });

  it('have a hidden film no more', async () => {
    const [first, ...others] = films(await list('?k=10'));
    const events = [{ kind: 'hidden', film: first }];
    await server.inject({ method: 'POST', url: '/api/feedback', payload: { events }, headers: { cookie } });
    expect(films(await list('?k=9'))).toEqual(others);
    const genre = service.catalog.genres[service.catalog.ids.indexOf(first)][0];
    expect(films(await list(`?k=100&genre=${encodeURIComponent(genre)}`))).not.toContain(first);
  });
});

describe('explanations', () => {
  const modelsAsked = ['ease', 'ials', 'svd'];
  const sumOf = ({ reasons }: Explanation): number => reasons.reduce((sum, { amount }) => sum + amount, 0);

  it.each(modelsAsked)(
    'of %s add up to the score, for a guest, for nobody and for a person of the data set',
    async (model) => {
      const name = (await service.models.take()).model.seen.users.names[7];
      const asked: [string, Record<string, string>][] = [
        ['', { cookie }],
        ['', {}],
        [`&user=${name}`, operator()],
      ];
      for (const [who, headers] of asked) {
        for (const item of [1, 60, 200, 500]) {
          const url = `/api/me/explanations/${film(item)}?model=${model}${who}`;
          const { status, body } = await get<Explanation>(url, headers);
          expect(status).toBe(200);
          expect(Math.abs(sumOf(body) - body.score)).toBeLessThan(1e-4);
          expect(body.expected === null).toBe(model !== 'svd');
          expect(body.why).not.toBe('');
        }
      }
    },
  );

  it('tell nobody that a film is there for its general standing', async () => {
    const { body } = await get<Explanation>(`/api/me/explanations/${film(1)}`, {});
    expect(body.fallback).toBe('empty history');
    expect(body.reasons).toMatchObject([{ because: 'fallback' }]);
  });

  it('of a person of the data set are for operators alone, and of a film there is not there are none', async () => {
    expect((await get(`/api/me/explanations/${film(1)}?user=1`)).status).toBe(403);
    const { status, body } = await get<{ error: { code: string } }>('/api/me/explanations/none');
    expect([status, body.error.code]).toEqual([404, 'UNKNOWN_MOVIE']);
  });
});
