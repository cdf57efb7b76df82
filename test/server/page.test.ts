import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { addFailures } from '../../src/server/failures.ts';
import { addPage } from '../../src/server/page.ts';
import type { Server } from '../../src/server/route.ts';

const script = 'console.log("page");'.repeat(100);
let folder: string;
let server: Server;

async function serverOf(page: string): Promise<Server> {
  const made: Server = fastify();
  addFailures(made, { workspace: new Workspace(page) });
  await addPage(made, page);
  return made;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'movierec-page-'));
  await mkdir(join(folder, 'web', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'for nobody');
  await writeFile(join(folder, 'web', 'index.html'), '<title>the page</title>');
  await writeFile(join(folder, 'web', 'icon.svg'), '<svg/>');
  await writeFile(join(folder, 'web', 'assets', 'index-abc.js'), script);
  await writeFile(join(folder, 'web', 'assets', 'index-abc.js.gz'), gzipSync(script));
  server = await serverOf(join(folder, 'web'));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe('the page', () => {
  test.each(['/', '/film/1', '/search?query=heat', '/films/tt0113277.x', '/apiary'])(
    'is what %s shows to whoever wants HTML, and is asked for anew each time',
    async (url) => {
      const answer = await server.inject({ url, headers: { accept: 'text/html,*/*' } });
      expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([
        ...[200, '<title>the page</title>', 'no-cache'],
      ]);
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
    },
  );

  test.each([
    ['/api/nothing', 'text/html'],
    ['/docs/nothing', 'text/html'],
    ['/assets/nothing.js', 'text/html'],
    ['/film/1', 'application/json'],
    ['/index.html.br', '*/*'],
  ])('is not what %s says to whoever accepts %s', async (url, accept) => {
    const answer = await server.inject({ url, headers: { accept } });
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('has files that are kept for good, packed where that is understood', async () => {
    const url = '/assets/index-abc.js';
    const plain = await server.inject(url);
    expect([plain.body, plain.headers['cache-control']]).toEqual([script, 'public, max-age=31536000, immutable']);
    const packed = await server.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['vary']).toMatch(/accept-encoding/);
    expect(packed.rawPayload).toEqual(gzipSync(script));
    expect((await server.inject('/icon.svg')).body).toBe('<svg/>');
  });

  test.each([
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
  ])('leads to no other file: %s', async (url) => {
    const answer = await server.inject(url);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.body).not.toContain('for nobody');
    expect(answer.json()).toHaveProperty('error.code');
  });

  test('says what to do where it is not built', async () => {
    const bare = await serverOf(join(folder, 'nowhere'));
    const answer = await bare.inject({ url: '/', headers: { accept: 'text/html' } });
    expect([answer.statusCode, answer.json()]).toEqual([
      404,
      { error: { code: 'NOT_FOUND', message: expect.any(String), hint: expect.stringContaining('npm run build') } },
    ]);
    await bare.close();
  });
});
