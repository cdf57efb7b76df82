import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EvaluateResult } from '../../src/stages/evaluate.ts';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { copyOfPrepared } from '../fixtures/cli/workspaces.ts';

const folder = await copyOfPrepared();

/** Runs a line that must succeed and be readable on a terminal of usual width; what it prints. */
async function shown(...args: string[]): Promise<string> {
  const { code, out, err } = await movierec(folder, ...args);
  expect({ args, code, err }).toMatchObject({ args, code: 0 });
  expect({ args, wide: out.split('\n').filter((line) => line.length > 110) }).toEqual({ args, wide: [] });
  expect(out).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
  return out;
}

interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}
interface Evaluation {
  readonly path: string;
  readonly models: readonly { readonly model: string; readonly metrics: Readonly<Record<string, Estimate>> }[];
}

/** A line's words: a name and what stands behind it. */
const row = (out: string, name: string): string | undefined =>
  out
    .split('\n')
    .find((line) => line.trimStart().startsWith(`${name} `))
    ?.trim()
    .replace(/ {2,}/g, ' | ');

describe('eval', () => {
  test('prints the very figures of its file, each with half the width of its interval', async () => {
    const args = ['eval', '--k', '5', '10', '20', '--metrics', 'all'];
    const out = await shown(...args);
    const { models, path } = await movierecJson<Evaluation>(folder, ...args);
    const written = JSON.parse(await readFile(join(folder, path, 'evaluation.json'), 'utf8')) as Evaluation;
    expect(written.models).toEqual(models);
    const printed = ({ value, low, high }: Estimate): string =>
      low === null ? value.toFixed(4) : `${value.toFixed(4)} ± ${((high! - low) / 2).toFixed(4)}`;
    for (const key of ['rmse', 'r2', 'ndcg@5', 'ndcg@20', 'auc@10', 'coverage@10', 'gini@20']) {
      const figures = models.map(({ metrics }) => printed(metrics[key]));
      expect(row(out, key)).toBe([key, ...figures].join(' | '));
    }
    expect(out).toContain(`${path}/evaluation.json`);
  });

  test('says what was tested how, and how sure the order of the models is', async () => {
    const out = await shown('eval');
    expect(out).toContain('Evaluated on demo: split by-user with seed 42');
    expect(out).toContain('Simulated audience');
    expect(out).toMatch(/Predicting the mean for everything: RMSE \d\.\d+, MAE \d\.\d+\./);
    expect(out).toContain('Lists of 10 out of all films with a training rating that the person has not rated');
    expect(out).toMatch(/Time travel: (\d+ %|nearly all) (of the )?tested ratings are older/);
    expect(out).toMatch(/rank +model +ndcg@10 +behind the best +p +effect/);
    expect(out).toMatch(/^ +1 +(svd|bias) +0\.\d{4}$/m);
    expect(out).toContain('paired permutation test on the same people; who shares a rank may be as good');
  });

  test('shows groups of people and films when it is asked', async () => {
    expect(await shown('eval')).not.toContain('People by activity');
    const out = await shown('eval', '--segments');
    for (const title of ['People by activity', 'Films by popularity', 'Films by genre']) expect(out).toContain(title);
    expect(row(out, 'Comedy')).toMatch(/^Comedy \| [\d,]+( \| \d\.\d+){4}$/);
  });

  test('says so where lists are made among negatives, and where films are held out', async () => {
    const model = ['--model', 'bias', '--k', '5'];
    const among = await shown('eval', ...model, '--protocol', 'leave-one-out', '--negatives', '20');
    expect(among.replace(/\s+/g, ' ')).toContain("out of each person's good films and 20 others drawn at random");
    const films = await shown('eval', ...model, '--protocol', 'held-out-films');
    expect(films).toContain('Lists of 5 out of the held-out films alone');
    expect(films).toContain('Out of all films:');
  });

  test('shows how models do by how little is known of people, and groups by that when it is asked', async () => {
    const args = ['--protocol', 'held-out-users', '--histories', '0', '1', '3', '--model', 'bias', 'svd', 'popularity'];
    const out = await shown('eval', ...args);
    expect(out).toMatch(/^ndcg@10 +0 +1 +3$/m);
    expect(out).toMatch(/^people +[\d,]+ +[\d,]+ +[\d,]+$/m);
    for (const model of ['bias', 'svd']) {
      const lines = out
        .split('\n')
        .filter((line) => new RegExp(`^${model} +(\\*?\\d\\.\\d{3} ± \\d\\.\\d{3} *){3}$`).test(line));
      expect(lines.length).toBeGreaterThanOrEqual(2);
    }
    const { histories } = await movierecJson<Pick<EvaluateResult, 'histories'>>(folder, 'eval', ...args);
    const printed = histories!.map(({ models: [{ metrics }] }) => metrics['rmse'].value.toFixed(3));
    expect(out).toMatch(new RegExp(`^bias +${printed.map((value) => `\\*?${value} ± \\S+`).join(' +')}$`, 'm'));
    const groups = await shown('eval', ...args, '--segments');
    expect(groups).toContain('Groups, 1 rating of each person known:');
    expect(groups).toContain('Films by popularity');
    const pairs = await shown('compare', 'bias', 'svd', ...args.slice(0, 6));
    expect(pairs).toContain('Every pair, by ndcg@10, 3 ratings of each person known:');
  });

  test('fits afresh as often as the protocol says, with the parameters given', async () => {
    const args = ['--model', 'bias', '--protocol', 'kfold', '--folds', '3', '--metrics', 'rmse'];
    const usual = await shown('eval', ...args);
    expect(usual).toContain('split kfold with seed 42, fitted afresh 3 times');
    const damped = await shown('eval', ...args, '--set', 'userDamping=50');
    expect(row(damped, 'rmse')).not.toBe(row(usual, 'rmse'));
  });
});

describe('compare', () => {
  test('ranks models and shows every pair with its p-value, its effect and for whom which is better', async () => {
    await shown('train', '--model', 'popularity');
    const out = await shown('compare', 'bias', 'svd', 'popularity');
    expect(out).toContain('Compared on demo');
    expect(out.replace(/\s+/g, ' ')).toContain('corrected for 3 pairs (Holm)');
    expect(out).toContain('Every pair, by ndcg@10:');
    expect(out).toMatch(/first +second +difference +p +corrected +effect +higher \/ lower for/);
    const pairs = out.split('\n').filter((line) => /^(bias|svd|popularity) +(bias|svd|popularity) /.test(line));
    expect(pairs).toHaveLength(3);
    for (const line of pairs) expect(line).toMatch(/\d\.\d{4} ± \d\.\d{4} .*(< )?\.\d{3} .* \d+ % \/ \d+ %$/);
  });

  test('goes by an error when it is asked, and leaves out who has none', async () => {
    const out = await shown('compare', 'bias', 'svd', 'popularity', '--by', 'rmse');
    expect(out).toContain('Every pair, by rmse:');
    const ranking = out.split('\n').filter((line) => /^ +\d +\w+ +\d\.\d{4}/.test(line));
    expect(ranking.map((line) => line.trim().split(/ +/)[1]).sort()).toEqual(['bias', 'svd']);
    const [best, worst] = ranking.map((line) => Number(line.trim().split(/ +/)[2]));
    expect(best).toBeLessThanOrEqual(worst);
  });
});

// The last one, since it makes its data set the current one.
test('what cannot be said is said: one person has no intervals, and equal ratings no R²', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => `me,m${at},4`);
  await writeFile(join(folder, 'one.csv'), `user,movie,rating\n${rows.join('\n')}\n`);
  const one = ['--dataset', 'one'];
  await shown('ingest', '--from', 'one.csv', ...one);
  await shown('train', '--model', 'bias', ...one);
  const out = await shown('eval', ...one, '--metrics', 'all', '--k', '3');
  const words = out.replace(/\s+/g, ' ');
  expect(words).toContain('bias: 1 person; 6 ratings predicted');
  expect(words).toContain('with one person there are no intervals and no tests');
  expect(words).toContain(
    'no r2, as all held-out ratings are equal; no fcp, as nobody has two held-out ratings that differ',
  );
  expect(words).toContain('1 list skipped, as all films are rated already');
  expect(out).not.toContain('±');
});
