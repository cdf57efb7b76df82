import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startContainer, type Container, type ContainerOptions } from '../../fixtures/servers/start-container.ts';

const image = inject('image');
const [user] = image.config.User.split(':').map(Number);
let folder: string;
let data: string;
const start = (options: Partial<ContainerOptions> = {}): Container => startContainer(image, { data, ...options });
const movierec = async (...command: readonly string[]): Promise<{ code: number; said: string }> => {
  const container = start({ command });
  return { code: await container.ended, said: container.said() };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'movierec-container-'));
  data = await ownFolder('data');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('before anything is trained it ends with what to do first', async () => {
  const container = start();
  expect(await container.ended).toBe(1);
  expect(container.said()).toMatch(/^NO_RATINGS|MISSING_ARTIFACT/);
  expect(container.said()).toContain('movierec');
});

it('the workspace is all that it can write to, and no right can be had', async () => {
  const tries = `
    const { writeFileSync, readFileSync } = require('node:fs');
    const attempt = (path) => { try { writeFileSync(path, 'x'); return 'written'; } catch ({ code }) { return code; } };
    const status = readFileSync('/proc/self/status', 'utf8');
    const field = (name) => status.match(new RegExp('^' + name + ':\\\\s*(.*)$', 'm'))[1];
    const paths = ['/opt/movierec/x', '/usr/local/bin/x', '/etc/x', '/x', '/data/x', '/tmp/x'];
    console.log(JSON.stringify({
      paths: paths.map(attempt), pid: process.pid, uid: process.getuid(), groups: process.getgroups(),
      rights: ['CapPrm', 'CapEff', 'CapBnd'].map((name) => Number('0x' + field(name))), sealed: field('NoNewPrivs'),
    }));`;
  const bare = { ...image, config: { ...image.config, Entrypoint: ['node'] } };
  const container = startContainer(bare, { data, command: ['-e', tries] });
  expect(await container.ended).toBe(0);
  expect(JSON.parse(container.said())).toEqual({
    paths: ['EROFS', 'EROFS', 'EROFS', 'EROFS', 'written', 'written'],
    pid: 1,
    uid: user,
    groups: [user],
    rights: [0, 0, 0],
    sealed: '1',
  });
  await rm(join(data, 'x'));
});

it('from ratings to a report, the whole way is walked in it', async () => {
  await writeFile(join(data, 'movierec.yaml'), 'models:\n  bias:\nk: 5\n');
  expect(await movierec('run')).toMatchObject({ code: 0 });
  const list = await movierec('recommend', '--user', '1', '--k', '5', '--json');
  expect(list.code).toBe(0);
  const report = await movierec('report', '--pdf');
  expect(report).toMatchObject({ code: 0 });
  const pdf = await readFile(join(data, 'reports', 'demo', 'report.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(await movierec('doctor')).toMatchObject({ code: 0 });
});

it('as process 1 it serves, is well by its own check, and ends at SIGTERM within seconds with nothing lost', async () => {
  const container = start();
  const [, ...check] = image.config.Healthcheck.Test;
  // Not well before it answers.
  expect(await container.execute(...check)).toBe(1);
  await serving(container);
  expect(await container.execute(...check)).toBe(0);
  const rated = `
    const origin = 'http://127.0.0.1:8080';
    const films = (await (await fetch(origin + '/api/films')).json()).films;
    const answer = await fetch(origin + '/api/me/ratings/' + encodeURIComponent(films[0].film),
      { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ rating: 5 }) });
    process.exit(answer.ok ? 0 : 1);`;
  expect(await container.execute('node', '--input-type=module', '-e', rated)).toBe(0);
  const before = Date.now();
  await container.signal('SIGTERM');
  expect(await container.ended).toBe(0);
  expect(container.said()).toContain('Served on http://');
  expect(Date.now() - before).toBeLessThan(10_000);
});

it('a secret that cannot be read is named, and is not taken for none', async () => {
  const container = start({ env: { MOVIEREC_OPERATOR_KEY_FILE: '/run/secrets/operator_key' } });
  expect(await container.ended).toBe(2);
  expect(container.said()).toMatch(
    /MOVIEREC_OPERATOR_KEY_FILE names \/run\/secrets\/operator_key, which cannot be read/,
  );
});

/** Waits until it says where it serves. */
async function serving(container: Container): Promise<void> {
  const over = container.ended.then((code) => {
    throw new Error(`It ended with ${code}: ${container.said()}`);
  });
  const told = (async () => {
    while (!container.said().includes('Serving ')) await sleep(50);
  })();
  await Promise.race([over, told]);
  over.catch(() => undefined);
}

async function ownFolder(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { mode: 0o750 });
  await chown(path, user, user);
  return path;
}
