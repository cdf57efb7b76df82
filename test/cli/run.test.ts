import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { expectFailure } from '../fixtures/cli/failure.ts';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { snapshot } from '../fixtures/cli/snapshot.ts';
import { copyOfPrepared, emptyFolder } from '../fixtures/cli/workspaces.ts';

interface RunResult {
  readonly dataset: string;
  readonly chosen: { readonly model: string; readonly metric: string; readonly value: number; readonly path: string };
  readonly evaluation: {
    readonly cutoffs: readonly number[];
    readonly models: { readonly model: string; readonly metrics: object }[];
  };
  readonly steps: { readonly step: string; readonly fresh: boolean }[];
}

test('run walks the way that movierec.yaml says; a second run finds everything fresh and changes nothing', async () => {
  const folder = await emptyFolder();
  const ratings = Array.from({ length: 300 }, (_, at) => `u${at % 20};m${(at * 7) % 31};${1 + ((at * 13) % 5)}`);
  await mkdir(join(folder, 'raw'));
  await writeFile(join(folder, 'raw/log.csv'), `who;what;stars\n${ratings.join('\n')}\n`);
  const settings = [
    ...['dataset: mine', 'from: raw/log.csv', 'columns: { user: who, movie: what, rating: stars }', 'seed: 7', 'k: 5'],
    ...['clean: { minUserRatings: 2, test: 0.25 }', 'select: rmse', 'models:', '  bias: { userDamping: 3 }'],
    ...['  popularity:', '  svd: { factors: 2, epochs: 3 }'],
  ];
  await writeFile(join(folder, 'movierec.yaml'), settings.join('\n'));

  // From anywhere: the file's paths are relative to the file.
  const elsewhere = await emptyFolder();
  const first = await movierecJson<RunResult>(elsewhere, 'run', '--workspace', folder);
  expect(first).toMatchObject({ dataset: 'mine', evaluation: { cutoffs: [5] }, chosen: { metric: 'rmse' } });
  const steps = ['ingest', 'clean', 'features', 'train bias', 'train popularity', 'train svd', 'eval'];
  const rest = [`train ${first.chosen.model} --full`, 'eda', 'report'];
  expect(first.steps.map(({ step, fresh }) => [step, fresh])).toEqual([...steps, ...rest].map((step) => [step, false]));
  expect(first.evaluation.models.map(({ model }) => model).sort()).toEqual(['bias', 'popularity', 'svd']);
  expect(first.chosen.path).toBe(`data/models/mine/${first.chosen.model}.full`);

  const before = await snapshot(folder);
  const second = await movierecJson<RunResult>(folder, 'run');
  expect(second.steps.map(({ step, fresh }) => [step, fresh])).toEqual([...steps, ...rest].map((step) => [step, true]));
  expect(await snapshot(folder)).toEqual(before);

  const { err } = await movierec(folder, 'recommend', '--user', 'u3');
  expect(err).toBe(`Using model ${first.chosen.model}, fitted on all ratings\n`);
});

test(
  'the demo is the demo, whatever the settings in the workspace, and says what to do next',
  { timeout: 240_000 },
  async () => {
    const folder = await copyOfPrepared();
    await writeFile(join(folder, 'movierec.yaml'), 'dataset: mine\nfrom: none.csv\n');
    const { code, out } = await movierec(folder, 'demo');
    expect(code).toBe(0);
    expect(out).toContain('Ran demo');
    expect(out).toContain('What to look at next:');
    expect(out.split('\n').filter((line) => line.length > 110)).toEqual([]);
  },
);

describe('settings that are wrong are refused before the first step, with the file and the place', () => {
  test.each<[settings: string, code: ErrorCode, says: RegExp, advises: RegExp]>([
    ['models:\n  bias: { a: 1\n', 'BAD_CONFIG', /movierec.yaml: .* line 3, column 1/, /YAML/],
    ['just words', 'BAD_CONFIG', /movierec.yaml: .*object/, /dataset, from/],
    ['datset: demo', 'BAD_CONFIG', /movierec.yaml: .*"datset"/, /dataset, from/],
    ['clean: { tset: 0.5 }', 'BAD_CONFIG', /clean: .*"tset"/, /scale, .*test/],
    ['clean: { test: 2 }', 'BAD_CONFIG', /clean\.test: .*1/, /Mend/],
    ['k: 0', 'BAD_CONFIG', /: k: .*1/, /Mend/],
    ['clean: { split: rnadom }', 'USAGE', /movierec.yaml: clean.split: .*"rnadom"/, /random/],
    ['clean: { scale: high }', 'USAGE', /movierec.yaml: clean.scale: .*"high"/, /1\.\.5/],
    ['models: { svdd: }', 'UNKNOWN_MODEL', /movierec.yaml: models.svdd: .*"svdd"/, /svd/],
    ['models: { svd: { factor: 3 } }', 'UNKNOWN_OPTION', /models.svd: .*"factor"/, /factors/],
    ['models: { svd: { factors: 0 } }', 'OPTION_RANGE', /models.svd: .*factors is 0/, /from 1 to/],
    ['select: best', 'USAGE', /movierec.yaml: select: .*"best"/, /rmse.*ndcg/],
  ])('%j', async (settings, code, says, advises) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'movierec.yaml'), settings);
    await expectFailure(folder, ['run'], { code, exit: 2, says, advises });
    expect(Object.keys(await snapshot(folder))).toEqual(['movierec.yaml']);
  });
});
