import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { overview } from '../../../src/server/contract.ts';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { testService, testWorkspace } from '../../fixtures/service.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

test('a service whose models come from elsewhere refuses operators to retrain or roll back, and writes nothing there', async () => {
  const library = await testWorkspace();
  const before = await readdir(library.root, { recursive: true });
  const workspace = new Workspace(join(await temporaryFolder(), 'own'));
  const { server, service } = await testService({ workspace, library });
  const headers = { authorization: `Bearer ${service.operatorKey}` };
  const ask = (path: string, payload: object) =>
    server.inject({ method: 'POST', url: `/api/operator/${path}`, headers, payload });
  for (const answer of [await ask('retrain', {}), await ask('rollback', { version: 0 })]) {
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({
      error: {
        code: 'FORBIDDEN',
        message: expect.stringContaining('come from elsewhere') as string,
        hint: expect.stringContaining('movierec retrain') as string,
      },
    });
  }
  const told = overview.parse((await server.inject({ url: '/api/operator/overview', headers })).json());
  expect(told.retraining).toEqual({ allowed: false, busy: false, everyMinutes: null, next: null });
  expect(told.models.map(({ model }) => model)).toContain('ease');
  expect(await readdir(library.root, { recursive: true })).toEqual(before);
  expect(await readdir(workspace.service(service.data.dataset))).toContain('store.db');
});
