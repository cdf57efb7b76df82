import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { movierec, movierecJson, Run } from '../fixtures/cli/movierec.ts';
import { snapshot } from '../fixtures/cli/snapshot.ts';
import { emptyFolder } from '../fixtures/cli/workspaces.ts';

/** Enough ratings for every stage to be long in comparison with the moment that a signal takes. */
const folder = await emptyFolder();
const raw = ['--from', 'data/raw/generated', '--dataset', 'big'];
/** Much more to do than anybody waits for. */
const endless = ['--set', 'factors=500', 'epochs=500'];

beforeAll(async () => {
  for (const line of [
    ['generate', '--ratings', '4e5'],
    ['ingest', ...raw],
    ['train', '--model', 'bias'],
    ['train', '--model', 'svd', '--set', 'factors=1', 'epochs=1'],
  ]) {
    expect(await movierec(folder, ...line)).toMatchObject({ code: 0 });
  }
});

/** Temporary siblings and locks: their names begin with a dot. */
const leftovers = (files: Record<string, string>): string[] =>
  Object.keys(files).filter((name) => /(^|\/)\./.test(name));

/** Waits until a run that remarks nothing writes something. */
async function isAtWork({ child }: Run): Promise<void> {
  while (leftovers(await snapshot(folder)).length === 0 && child.exitCode === null) await setTimeout(20);
}

const stages: [name: string, remark: string, args: string[]][] = [
  ['generate', '', ['generate', '--ratings', '4e6']],
  ['ingest', 'Reading', ['ingest', ...raw, '--force']],
  ['clean', 'Cleaning', ['clean', '--force']],
  ['features', 'Making features', ['features', '--force']],
  ['train', 'Fitting', ['train', '--model', 'svd', ...endless]],
  ['eval', 'Evaluating', ['eval', '--protocol', 'kfold', '--model', 'bias']],
];

describe('Ctrl-C ends with 130, says so, and leaves every artifact as it was and nothing beside it', () => {
  test.each(stages)('in %s', async (_, remark, args) => {
    const before = await snapshot(folder);
    for (const delay of [0, 150]) {
      const run = new Run(folder, args);
      if (remark) await run.says(remark);
      else await isAtWork(run);
      await setTimeout(delay);
      run.child.kill('SIGINT');
      const { code, out, err } = await run.ended;
      expect({ code, out }).toEqual({ code: 130, out: '' });
      expect(err).toMatch(/^INTERRUPTED: interrupted; nothing half-written is left\. Run it again\.$/m);
      const after = await snapshot(folder);
      expect(leftovers(after)).toEqual([]);
      // A folder that the first artifact in it was to stand in may have been made.
      const made = Object.entries(after).filter(([name]) => !name.endsWith('/') || name in before);
      expect(Object.fromEntries(made)).toEqual(before);
    }
  });

  test('in run, at every stage: what is done stays, and the next run goes on from there', async () => {
    const own = await emptyFolder();
    let before: Record<string, string> = {};
    await writeFile(join(own, 'movierec.yaml'), 'models:\n  bias:\n  svd: { factors: 8, epochs: 5 }\n');
    const remarks = ['Nothing lies', 'Reading', 'Cleaning', 'Fitting bias', 'Fitting svd', 'Evaluating bias'];
    for (const remark of [...remarks, 'Drawing the charts', 'Writing the report']) {
      const run = new Run(own, ['run']);
      expect(await run.says(remark)).toBe(true);
      run.child.kill('SIGINT');
      expect(await run.ended).toMatchObject({ code: 130, out: '' });
      const after = await snapshot(own);
      expect(leftovers(after)).toEqual([]);
      expect(Object.keys(after)).toEqual(expect.arrayContaining(Object.keys(before)));
      // An evaluation is written into the models' cards; all else stays as it was.
      expect(after).toMatchObject(
        Object.fromEntries(Object.entries(before).filter(([path]) => !path.endsWith('card.md'))),
      );
      before = after;
    }
    const { steps } = await movierecJson<{ steps: { step: string; fresh: boolean }[] }>(own, 'run');
    expect(steps.filter(({ fresh }) => fresh).map(({ step }) => step)).toEqual(
      expect.arrayContaining(['clean', 'train bias', 'train svd']) as string[],
    );
  });

  test('with --json the error stands on standard output', async () => {
    const run = new Run(folder, ['train', '--model', 'svd', ...endless, '--json']);
    await run.says('Fitting');
    run.child.kill('SIGINT');
    const { code, out } = await run.ended;
    expect(code).toBe(130);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'INTERRUPTED' } });
  });
});

describe('after kill -9 in the middle, the same command does its work and clears up', () => {
  test.each([
    ['ingest', 'Reading', ['ingest', ...raw, '--force']],
    ['clean', 'Cleaning', ['clean', '--force']],
    ['train', 'Fitting', ['train', '--model', 'svd', '--set', 'factors=4', 'epochs=4']],
    ['eval', 'Evaluating', ['eval', '--force', '--model', 'bias']],
  ])('in %s', async (_, remark, args) => {
    const before = await snapshot(folder);
    const run = new Run(folder, args);
    await run.says(remark);
    run.child.kill('SIGKILL');
    expect((await run.ended).code).toBeNull();
    const killed = await snapshot(folder);
    expect(killed).toMatchObject(before);
    expect(leftovers(killed)).not.toEqual([]);
    expect(await movierec(folder, ...args)).toMatchObject({ code: 0 });
    expect(leftovers(await snapshot(folder))).toEqual([]);
    const { checks } = await movierecJson<{ checks: { name: string; ok: boolean }[] }>(folder, 'doctor', '--thorough');
    expect(checks.filter(({ ok, name }) => !ok && name !== 'memory' && name !== 'free disk')).toEqual([]);
  });
});
