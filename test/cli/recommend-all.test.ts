import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { copyOfPrepared } from '../fixtures/cli/workspaces.ts';
import { readParquet } from '../fixtures/workspace.ts';

const folder = await copyOfPrepared();

test('recommend --all writes everyone’s list, the same as recommend --user', async () => {
  const all = await movierec(folder, 'recommend', '--all', '--k', '5', '--model', 'svd');
  expect(all).toMatchObject({ code: 0, out: expect.stringContaining('Listed 5 films for 1,000 people') as unknown });
  const lists = join(folder, 'data', 'lists', 'demo', 'svd');
  const files = (await readdir(lists)).filter((name) => name.endsWith('.parquet'));
  const rows = await readParquet<{ user: string; place: number; movie: string; score: number }>(join(lists, files[0]));
  expect(rows).toHaveLength(5000);
  const one = await movierecJson<{ items: { movie: string; score: number }[] }>(
    folder,
    ...['recommend', '--user', '42', '--k', '5', '--model', 'svd'],
  );
  expect(rows.filter(({ user }) => user === '42').map(({ movie, score }) => ({ movie, score }))).toEqual(
    one.items.map(({ movie, score }) => ({ movie, score })),
  );
  expect(await movierecJson(folder, 'recommend', '--all', '--k', '5', '--model', 'svd')).toMatchObject({
    ...{ dataset: 'demo', model: 'svd', people: 1000, rows: 5000, k: 5, engine: { name: 'local' }, fresh: true },
    path: 'data/lists/demo/svd',
  });
});

test('what is asked of one person does not go with --all', async () => {
  const { code, err } = await movierec(folder, 'recommend', '--all', '--like-film', 'Heat');
  expect(code).toBe(2);
  expect(err).toContain('USAGE: --like-film does not go with --all. Leave out --like-film.');
});

test('publish says what is wrong with an address, without its password, before anything else is done', async () => {
  const bad = await movierec(folder, 'publish', '--to', 'ftp://anna:secret@host/base');
  expect(bad.code).toBe(2);
  expect(bad.err).toContain('BAD_ADDRESS: ftp://host/base is nothing that can be published to.');
  const closed = await movierec(folder, 'publish', '--to', 'mysql://anna:secret@127.0.0.1:1/base', '--debug');
  expect(closed.code).toBe(1);
  expect(closed.err).toContain('UNREACHABLE: mysql://127.0.0.1:1/base does not answer');
  expect(bad.err + closed.err + bad.out + closed.out).not.toContain('secret');
  const odd = await movierec(folder, 'publish', '--to', 'mysql://host/base', '--rollback', '--dry-run');
  expect(odd.err).toContain('USAGE: --dry-run does not go with --rollback.');
});

test('an engine that has no lists to make is refused, not ignored, before a database is asked', async () => {
  const asked = ['publish', '--to', 'mysql://anna@127.0.0.1:1/films', '--what', 'films', '--model', 'svd'];
  expect(await movierec(folder, ...asked, '--engine', 'spark', '--master', 'spark://h:1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('USAGE: an engine makes lists, and no lists are published.') as unknown,
  });
  expect((await movierec(folder, ...asked)).err).toContain('UNREACHABLE');
});
