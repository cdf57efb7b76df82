import { expect, it } from 'vitest';
import type { Recommendations } from '../../../src/server/contract.ts';
import { testService } from '../../fixtures/service.ts';

const { server, service } = await testService();

const get = async <T>(url: string, headers = {}): Promise<{ status: number; body: T }> => {
  const answer = await server.inject({ url, headers });
  return { status: answer.statusCode, body: answer.json<T>() };
};

it('gives nobody the films that stand highest in general', async () => {
  const { status, body } = await get<Recommendations>('/api/recommendations?k=5');
  expect(status).toBe(200);
  const { model } = await service.models.take();
  const best = [...model.seen.standing.keys()].sort((a, b) => model.seen.standing[b] - model.seen.standing[a] || a - b);
  expect(body.films.map(({ film }) => film)).toEqual(best.slice(0, 5).map((item) => service.catalog.ids.names[item]));
});
