import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openKeys } from '../../../src/server/security/keys.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'movierec-keys-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keys are made once, the same for all that start at once, with no file left beside them', async () => {
  const own = join(folder, 'service', 'set');
  const all = await Promise.all([...Array(8)].map(() => openKeys(own, {})));
  const [first] = all;
  expect(first.cookieKey).toHaveLength(32);
  expect(first.operatorKey.length).toBeGreaterThanOrEqual(32);
  for (const keys of [...all, await openKeys(own, {})]) expect(keys).toEqual(first);
  expect(await readdir(own)).toEqual(['operator.key', 'secret.key']);
});

it('keys that are given are taken, and no file is made', async () => {
  const key = Buffer.alloc(32, 7);
  for (const encoding of ['hex', 'base64'] as const) {
    const own = join(folder, encoding);
    const env = { MOVIEREC_SECRET: key.toString(encoding), MOVIEREC_OPERATOR_KEY: 'a key for operators' };
    expect(await openKeys(own, env)).toEqual({ cookieKey: key, operatorKey: 'a key for operators' });
    await expect(readdir(own)).rejects.toThrow('ENOENT');
  }
});

it('keys that are too short are refused, with where they are', async () => {
  await expect(openKeys(folder, { MOVIEREC_SECRET: 'short' })).rejects.toMatchObject({ code: 'BAD_CONFIG' });
  await expect(openKeys(folder, { MOVIEREC_OPERATOR_KEY: 'short' })).rejects.toMatchObject({ code: 'BAD_CONFIG' });
  const broken = join(folder, 'secret.key');
  await writeFile(broken, 'half of a k');
  await expect(openKeys(folder, {})).rejects.toMatchObject({
    code: 'BAD_FILE',
    message: expect.stringContaining(broken) as string,
  });
});
