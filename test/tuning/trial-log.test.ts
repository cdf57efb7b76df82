import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { logName, TrialLog, type SearchIdentity } from '../../src/tuning/trial-log.ts';
import type { Trial } from '../../src/tuning/trial.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
let count = 0;
const newFolder = (): string => join(root, String(++count));

const search: SearchIdentity = { model: 'svd', metric: 'rmse', space: { factors: { min: 8, max: 128 } } };
const trialOf = (trial: number): Trial => ({
  trial,
  parameters: { factors: 8 + trial, learningRate: 0.1 / (trial + 3), steps: 'plain', offsets: true },
  value: 1 / (trial + 7),
  low: 0.1 / 3,
  high: null,
  seconds: 0.25,
});

interface Opened {
  readonly log: TrialLog;
  readonly said: string[];
}
async function opened(
  folder: string,
  identity = search,
  options: { lag?: number; force?: boolean } = {},
): Promise<Opened> {
  const said: string[] = [];
  const context = createContext({ log: (message) => said.push(message) });
  return { log: await TrialLog.open(folder, identity, { lag: 4, ...options }, context), said };
}

/** A log with some trials, and its bytes. */
async function written(folder: string, trials: readonly Trial[]): Promise<Buffer> {
  const { log } = await opened(folder);
  await Promise.all(trials.map((trial) => log.add(trial)));
  await log.close();
  return readFile(join(folder, logName));
}
const trialsIn = async (folder: string): Promise<Trial[]> => {
  const { log } = await opened(folder);
  await log.close();
  return [...log.trials.values()].sort((a, b) => a.trial - b.trial);
};
const lines = async (folder: string, name = logName): Promise<string[]> =>
  (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');

test('trials come back to the bit, whatever order they ended in, and failed ones with their code', async () => {
  const folder = newFolder();
  const failed: Trial = { ...trialOf(2), value: null, low: null, failed: 'DIVERGED' };
  await written(folder, [trialOf(3), trialOf(0), failed]);
  expect(await trialsIn(folder)).toEqual([trialOf(0), failed, trialOf(3)]);
});

test('a trial is on the disk as soon as adding it is done', async () => {
  const folder = newFolder();
  const { log } = await opened(folder);
  for (const trial of [0, 1, 2]) {
    await log.add(trialOf(trial));
    expect(JSON.parse((await lines(folder)).at(-1)!)).toEqual(trialOf(trial));
  }
  await log.close();
});

test('wherever a write was cut off, the whole lines before stay, and what follows is whole again', async () => {
  const folder = newFolder();
  const path = join(folder, logName);
  const content = await written(folder, [trialOf(0), trialOf(1)]);
  const firstTrial = content.indexOf('\n') + 1;
  const secondTrial = content.indexOf('\n', firstTrial) + 1;
  const edges = [firstTrial, secondTrial, content.length].flatMap((edge) => [edge - 1, edge, edge + 1]);
  const inside = edges.filter((bytes) => bytes >= firstTrial && bytes <= content.length);
  for (const bytes of [...inside, firstTrial + 20, secondTrial + 50]) {
    await writeFile(path, content);
    await truncate(path, bytes);
    const whole = content.subarray(firstTrial, bytes).filter((byte) => byte === 10).length;
    const { log } = await opened(folder);
    expect([...log.trials.keys()]).toEqual([0, 1].slice(0, whole));
    await log.add(trialOf(9));
    await log.close();
    expect((await lines(folder)).slice(1).map((line) => (JSON.parse(line) as Trial).trial)).toEqual([
      ...[0, 1].slice(0, whole),
      9,
    ]);
  }
});

test('a line in the middle that is no trial is refused by its number, and nothing is changed', async () => {
  const folder = newFolder();
  const text = (await written(folder, [trialOf(0), trialOf(1)])).toString().replace('"trial":0', '"trial":"0"');
  await writeFile(join(folder, logName), text);
  await expect(opened(folder)).rejects.toMatchObject({
    code: 'BAD_FILE',
    message: expect.stringContaining('line 2') as string,
  });
  expect(await readFile(join(folder, logName), 'utf8')).toBe(text);
});

describe('the file of another search', () => {
  test('is kept under a number, and the remark says what is different', async () => {
    const folder = newFolder();
    const first = await written(folder, [trialOf(0)]);
    const other = await opened(folder, { ...search, metric: 'ndcg@10' });
    expect(other.log.trials.size).toBe(0);
    await other.log.add(trialOf(0));
    await other.log.close();
    expect(other.said).toEqual(['The search before is kept as trials-1.jsonl: it was another (metric)']);
    await written(folder, [trialOf(0)]);
    expect((await readdir(folder)).sort()).toEqual(['trials-1.jsonl', 'trials-2.jsonl', logName]);
    expect(await readFile(join(folder, 'trials-1.jsonl'))).toEqual(first);
  });

  test('stays where it is as long as this one has no trial', async () => {
    const folder = newFolder();
    const first = await written(folder, [trialOf(0)]);
    for (const options of [{}, { force: true }]) {
      const { log, said } = await opened(folder, { ...search, space: {} }, options);
      await log.close();
      expect(said).toEqual([]);
    }
    expect(await readdir(folder)).toEqual([logName]);
    expect(await readFile(join(folder, logName))).toEqual(first);
  });

  test('stays where it is when a trial of this one ends after it is closed', async () => {
    const folder = newFolder();
    const first = await written(folder, [trialOf(0)]);
    const { log } = await opened(folder, { ...search, space: {} });
    await log.close();
    await expect(log.add(trialOf(0))).rejects.toThrow('closed');
    expect(await readdir(folder)).toEqual([logName]);
    expect(await readFile(join(folder, logName))).toEqual(first);
  });

  test('is written over where it has no trials', async () => {
    const folder = newFolder();
    const first = (await written(folder, [trialOf(0)])).toString();
    await writeFile(join(folder, logName), first.slice(0, first.indexOf('\n') + 1));
    const { log, said } = await opened(folder, { ...search, space: {} });
    await log.add(trialOf(0));
    await log.close();
    expect(said).toEqual([]);
    expect(await readdir(folder)).toEqual([logName]);
  });

  test('is anything with another first line', async () => {
    const folder = newFolder();
    const content = (await written(folder, [trialOf(0)])).toString().replace('"format":1', '"format":2');
    await writeFile(join(folder, logName), content);
    const { log, said } = await opened(folder);
    expect(log.trials.size).toBe(0);
    await log.add(trialOf(0));
    await log.close();
    expect(said).toEqual([expect.stringContaining('trials-1.jsonl')]);
    expect(await readFile(join(folder, 'trials-1.jsonl'), 'utf8')).toBe(content);
  });

  test('is the same one where it is forced to begin anew', async () => {
    const folder = newFolder();
    await written(folder, [trialOf(0)]);
    const { log, said } = await opened(folder, search, { force: true });
    expect(log.trials.size).toBe(0);
    await log.add(trialOf(0));
    await log.close();
    expect(said).toEqual(['The search before is kept as trials-1.jsonl: this one begins anew']);
  });
});

test('how many trials may be under way stays as it was at the start', async () => {
  const folder = newFolder();
  for (const [trial, lag] of [8, 4, 16].entries()) {
    const { log } = await opened(folder, search, { lag });
    await log.add(trialOf(trial));
    await log.close();
    expect(log.lag).toBe(8);
  }
});
