import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { movierec, movierecJson, Run, type Ended } from '../fixtures/cli/movierec.ts';
import { copyOfPrepared, emptyFolder } from '../fixtures/cli/workspaces.ts';

/** Every artifact is whole, and no temporary sibling or lock is left. */
async function expectSound(folder: string): Promise<void> {
  const { checks } = await movierecJson<{ checks: { name: string; ok: boolean }[] }>(folder, 'doctor', '--thorough');
  expect(checks.filter(({ ok, name }) => !ok && name !== 'memory' && name !== 'free disk')).toEqual([]);
}

/** Of runs that did the same at once at least one did it; the others found it done or say that they have to wait. */
function expectOneDidIt(runs: readonly Ended[]): void {
  expect(runs.some(({ code }) => code === 0)).toBe(true);
  for (const { code, err } of runs.filter((run) => run.code !== 0)) {
    expect(code).toBe(1);
    expect(err).toMatch(/^BUSY: another movierec( \(process \d+\))? is writing .*\. Wait until it is done/m);
  }
}

test('two that ingest into one empty workspace', async () => {
  const folder = await emptyFolder();
  expectOneDidIt(await Promise.all([movierec(folder, 'ingest'), movierec(folder, 'ingest')]));
  expect(await movierecJson(folder, 'ingest')).toMatchObject({ dataset: 'demo', users: 1000 });
  await expectSound(folder);
});

test('two that train one model: the second is told who is at it, and --json says so in its shape', async () => {
  const folder = await copyOfPrepared();
  const train = ['train', '--model', 'svd', '--set', 'factors=200', 'epochs=500'];
  const first = new Run(folder, train);
  await first.says('Fitting');
  const second = await movierec(folder, ...train, '--json');
  expect(second.code).toBe(1);
  expect(JSON.parse(second.out)).toMatchObject({
    error: { code: 'BUSY', message: expect.stringContaining(`process ${first.child.pid}`) as unknown },
  });
  expect(await first.ended).toMatchObject({ code: 0 });
  expect(await movierecJson(folder, ...train)).toMatchObject({ model: 'svd', fresh: true });
  await expectSound(folder);
});

test('two that run everything, and one that reads meanwhile, which always gets a whole list', async () => {
  const folder = await copyOfPrepared();
  await writeFile(join(folder, 'movierec.yaml'), 'models:\n  popularity:\n  svd: { factors: 8, epochs: 5 }\n');
  const runs = [new Run(folder, ['run']), new Run(folder, ['run'])];
  let isRunning = true;
  const ended = Promise.all(runs.map((run) => run.ended)).finally(() => (isRunning = false));
  while (isRunning) {
    const list = await movierecJson<object>(folder, 'recommend', '--user', '42', '--model', 'bias');
    expect(list).toMatchObject({ user: '42', items: { length: 10 } });
    await setTimeout(200);
  }
  expectOneDidIt(await ended);
  await expectSound(folder);
});
