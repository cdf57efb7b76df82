import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Trial } from '../../src/tuning/trial.ts';
import { expectFailure } from '../fixtures/cli/failure.ts';
import { movierec, movierecJson, Run } from '../fixtures/cli/movierec.ts';
import { copyOfPrepared, prepared } from '../fixtures/cli/workspaces.ts';

interface Tuned {
  readonly trials: readonly Trial[];
  readonly best: Trial;
  readonly resumed: number;
  readonly parameters: object;
  readonly trained: string;
  readonly fresh?: true;
}

const line = ['tune', '--model', 'svd', '--trials', '8', '--set', 'epochs=8', 'factors=16'];
const tuning = join('data', 'tuning', 'demo', 'svd');

/** How many whole lines of trials a log has. */
async function trialsIn(folder: string): Promise<number> {
  const path = join(folder, tuning, 'trials.jsonl');
  return existsSync(path) ? (await readFile(path, 'utf8')).split('\n').length - 2 : 0;
}

/** Waits until some trials are done, then ends the run by a signal. */
async function brokenOff(run: Run, folder: string, trials: number, signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
  while ((await trialsIn(folder)) < trials && run.child.exitCode === null) await setTimeout(5);
  run.child.kill(signal);
  await run.ended;
}

const withoutTimes = ({ trials, best, parameters }: Tuned) => ({
  trials: trials.map(({ seconds: _, ...trial }) => trial),
  best: best.trial,
  parameters,
});

describe('a search that is broken off and run again ends as one that was not', () => {
  const unbroken = (async () => {
    const folder = await copyOfPrepared();
    return movierecJson<Tuned>(folder, ...line, '--parallel', '1');
  })();

  test.each([
    ['SIGKILL', '1'],
    ['SIGKILL', '2'],
    ['SIGINT', '2'],
  ] as const)('by %s, %s at once', async (signal, parallel) => {
    const folder = await copyOfPrepared();
    const args = [...line, '--parallel', parallel];
    for (const trials of [2, 5]) {
      const run = new Run(folder, args);
      await brokenOff(run, folder, trials, signal);
      const { code } = await run.ended;
      expect(code).toBe(signal === 'SIGKILL' ? null : 130);
      expect(await trialsIn(folder)).toBeLessThan(8);
    }
    const resumed = await movierecJson<Tuned>(folder, ...args);
    expect(resumed.resumed).toBeGreaterThanOrEqual(5);
    expect(withoutTimes(resumed)).toEqual(withoutTimes(await unbroken));
    // Nothing half-done is left, neither a lock nor a temporary file.
    const names = await readdir(join(folder, 'data'), { recursive: true });
    expect(names.filter((name) => /(^|\/)\.(?!current)/.test(name))).toEqual([]);
    expect(await movierecJson<Tuned>(folder, ...args)).toMatchObject({ fresh: true, resumed: 8 });
  });
});

test('it shows the best beside what it began with, the best trials, what mattered, and what to do next', async () => {
  const folder = await copyOfPrepared();
  const { code, out, err } = await movierec(folder, ...line, '--trials', '4');
  expect(code).toBe(0);
  expect(err).toContain('Tuning svd on the training ratings of "demo" by 4 trials');
  expect(out).toMatch(/^Tuned svd on demo for rmse by tpe: 4 trials\n\nSimulated audience/);
  // Epochs and factors were set, so these are not the defaults.
  expect(out).toMatch(/^ +best +start\n(.+\n)*rmse +\d\.\d{4} ± \d\.\d{4} +\d\.\d{4} ± \d\.\d{4}$/m);
  expect(out).toMatch(/^trial +rmse +learningRate .*time\n( +\d .*s\n){4}/m);
  expect(out).toContain('Too few trials to say what mattered: it takes 10 that gave a figure.');
  expect(out).toContain('the held-out test ratings\nwere not loaded');
  expect(out).toMatch(/\nNext: (npx )?movierec eval --model svd\n$/);
  const evaluated = await movierecJson<{ models: { model: string; parameters: object }[] }>(
    folder,
    'eval',
    '--model',
    'svd',
  );
  const { parameters } = await movierecJson<Tuned>(folder, ...line, '--trials', '4');
  expect(evaluated.models[0].parameters).toEqual(parameters);
});

test('after halving the epochs of the best stand beside those of the defaults; from 10 trials on it says what mattered', async () => {
  const folder = await copyOfPrepared();
  const args = ['tune', '--model', 'svd', '--search', 'halving', '--trials', '10'];
  const { code, out } = await movierec(folder, ...args, '--set', 'factors=8', '--no-train');
  expect(code).toBe(0);
  expect(out).toMatch(/by halving: 15 trials \(10 settings in 14 fits, and the start in full\)/);
  expect(out).toMatch(/^epochs +\d+ +\d+$/m);
  expect(out).toMatch(/^parameter +share +best\n/m);
});

test('the defaults are called so where they are', async () => {
  const folder = await copyOfPrepared();
  const { out } = await movierec(folder, 'tune', '--model', 'popularity', '--trials', '3', '--no-train');
  expect(out).toMatch(/by tpe: 2 trials \(there are only 2 settings\)/);
  expect(out).toMatch(/^ +best +defaults$/m);
});

describe('a wrong option ends with its code, what is wrong and a next step', () => {
  test.each([
    ['tune', 'USAGE', /--model <name> is missing/, /movierec tune --help/],
    ['tune --model svd --trials 0', 'OPTION_RANGE', /--trials.*'0'/, /1 or more/],
    ['tune --model svd --search luck', 'USAGE', /"luck"/, /tpe, random, grid, halving/],
    ['tune --model svd --space factors', 'USAGE', /"factors" is no range/, /--space factors=16..128/],
    ['tune --model svd --space factors=9..3', 'USAGE', /"9..3"/, /LOW..HIGH/],
    ['tune --model svd --space factors=8,16', 'USAGE', /is a list, which is for choices/, /--space factors=8..16/],
    ['tune --model svd --search halving --space epochs=5..20', 'USAGE', /chooses the epochs/, /--set epochs=N/],
    ['tune --model svd --set factors=8 --space factors=4..8', 'USAGE', /factors/, /one way or the other/],
    ['tune --model ease --metric rmse', 'WRONG_MODEL', /ease only ranks/, /ndcg@10/],
    ['tune --model svd --metric nice', 'USAGE', /"nice"/, /rmse/],
    ['tune --model svd --folds 7', 'USAGE', /by-user has no folds/, /Leave out --folds/],
    ['tune --model svd --protocol kfold --test .3', 'USAGE', /kfold has no share/, /Leave out --test/],
    ['tune --model ease --search halving', 'USAGE', /ease is not fitted in epochs/, /--search tpe/],
  ] as const)('movierec %s', async (args, code, says, advises) => {
    await expectFailure(prepared, args.split(' '), { code, exit: 2, says, advises });
  });
});
