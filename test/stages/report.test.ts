import { existsSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readManifest } from '../../src/artifacts/manifest.ts';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { evaluate } from '../../src/stages/evaluate.ts';
import { report, type ReportFormat, type ReportResult } from '../../src/stages/report.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim, type Cell, type Tables } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2, now: () => Date.UTC(2026, 10, 29) });
let count = 0;

/** A workspace with these tables, and models trained on them. */
async function workspaceOf(tables: Tables, models: readonly string[] = []): Promise<Workspace> {
  const workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', tables);
  for (const model of models) await train({ workspace, model }, context);
  return workspace;
}
const read = (workspace: Workspace, path: string): Promise<string> => readFile(join(workspace.root, path), 'utf8');
/** What does not change from one time to the next, though times do. */
const lasting = ({ summary, ...result }: ReportResult) => ({
  ...{ model: result.model, verdict: result.verdict, sections: result.sections },
  summary: summary.filter((_, at) => at !== 3),
});

describe('on two models', () => {
  let workspace: Workspace;
  let first: ReportResult;
  beforeAll(async () => {
    workspace = await workspaceOf(tastesTables(), ['ease', 'bias']);
    first = await report({ workspace }, context);
  });

  test('it is one page where people look for it, the same as in its folder, under 5 MB', async () => {
    expect(first.page).toBe('reports/set/report.html');
    const html = await read(workspace, first.page);
    expect(html).toBe(await read(workspace, 'reports/set/report/report.html'));
    expect(first.files).toEqual([{ path: 'report.html', bytes: Buffer.byteLength(html) }]);
    expect(html.length).toBeLessThan(5e6);
    const text = html.replaceAll('&#160;', ' ');
    for (const sentence of first.summary) expect(text).toContain(sentence.replaceAll('&', '&amp;').split(/[’']/)[0]);
    for (const { id } of first.sections) expect(html).toContain(`id="${id}"`);
  });

  test('popularity stands beside them for scale, in a folder of its own, and is not saved', async () => {
    const evaluation = JSON.parse(await read(workspace, 'reports/set/report-evaluation/held-out/evaluation.json')) as {
      beside: string[];
      models: { model: string }[];
    };
    expect(evaluation.models.map(({ model }) => model)).toEqual(['bias', 'ease', 'popularity']);
    expect(evaluation.beside).toEqual(['popularity']);
    expect(existsSync(workspace.model('set', 'popularity'))).toBe(false);
    expect(existsSync(workspace.report('set', 'evaluation'))).toBe(false);
    // Two tastes that popularity cannot tell apart.
    expect(first).toMatchObject({ model: 'ease', verdict: 'good' });
  });

  test('the second time it is fresh, and what was lost where people look is put there again', async () => {
    const page = join(workspace.root, first.page);
    const written = (await stat(page)).mtimeMs;
    expect(await report({ workspace }, context)).toMatchObject({ ...first, fresh: true });
    expect((await stat(page)).mtimeMs).toBe(written);
    await rm(page);
    expect(await report({ workspace }, context)).toMatchObject({ fresh: true });
    expect(existsSync(page)).toBe(true);
  });

  test('forced, it says the same but for times', async () => {
    const again = await report({ workspace, force: true }, context);
    expect(again).not.toHaveProperty('fresh');
    expect(lasting(again)).toEqual(lasting(first));
  });

  test('of another model it says something else', async () => {
    const other = await report({ workspace, model: 'bias' }, context);
    expect(other).not.toHaveProperty('fresh');
    expect(other.model).toBe('bias');
    expect(other.summary[1]).toMatch(/predicted ratings are off by/);
  });
});

describe('formats', () => {
  test('once made, they are kept up to date', async () => {
    const workspace = await workspaceOf(tastesTables(), ['ease']);
    const made = await report({ workspace, format: ['pdf', 'md'] }, context);
    const paths = made.files.map(({ path }) => path);
    expect(paths.filter((path) => !path.startsWith('charts/'))).toEqual(['report.html', 'report.md', 'report.pdf']);
    expect(made.pdf).toBe('reports/set/report.pdf');
    expect((await readFile(join(workspace.root, made.pdf!))).toString('latin1', 0, 5)).toBe('%PDF-');
    const text = await read(workspace, 'reports/set/report/report.md');
    const shown = [...text.matchAll(/\]\((charts\/[^)]+)\)/g)].map(([, path]) => path);
    expect(shown.length).toBeGreaterThan(2);
    expect(paths).toEqual(expect.arrayContaining(shown));
    expect(await report({ workspace }, context)).toMatchObject({ fresh: true, files: made.files });
  });

  test('that there are not are refused before anything is made', async () => {
    const workspace = await workspaceOf(tastesTables());
    const format = ['docx'] as unknown as ReportFormat[];
    await expect(report({ workspace, format }, context)).rejects.toMatchObject({
      ...{ code: 'USAGE', message: 'no format "docx".', hint: 'There are: html, md, pdf.' },
    });
    expect(existsSync(workspace.report('set', ''))).toBe(false);
  });
});

describe('the evaluation', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await workspaceOf(tastesTables(), ['ease', 'popularity']);
  });

  test('is the last one where that is of these models, and is left as it is', async () => {
    await evaluate({ workspace, k: 5 }, context);
    const before = await readManifest(join(workspace.report('set', 'evaluation'), 'held-out'));
    const { summary } = await report({ workspace }, context);
    expect(summary[1]).toContain('of the five films on a list');
    expect(existsSync(workspace.report('set', 'report-evaluation'))).toBe(false);
    expect(await readManifest(join(workspace.report('set', 'evaluation'), 'held-out'))).toEqual(before);
  });

  test.each([
    ['of other models', { models: ['ease'] }],
    ['by other metrics', { metrics: ['ndcg'] }],
    ['among negatives', { negatives: 12 }],
    ['by another measure of good', { relevant: 2 }],
  ])('is made apart where the last one is %s', async (_, options) => {
    const last = await evaluate({ workspace, ...options }, context);
    const { summary } = await report({ workspace }, context);
    expect(summary[1]).toContain('the ten films on a list');
    expect(existsSync(workspace.report('set', 'report-evaluation'))).toBe(true);
    const kept = await readManifest(join(workspace.root, last.path));
    expect(kept?.result['models']).toEqual(JSON.parse(JSON.stringify(last.models)));
  });

  test('after a fit with other parameters, all is reported anew', async () => {
    await report({ workspace }, context);
    await train({ workspace, model: 'ease', parameters: { regularization: 5 } }, context);
    expect(await report({ workspace }, context)).not.toHaveProperty('fresh');
    expect(await read(workspace, 'reports/set/report.html')).toContain('regularization=5 ');
  });
});

describe('data of all kinds have a whole report', () => {
  const events = Array.from({ length: 300 }, (_, at): Cell[] => [
    `u${at % 30}`,
    `i${(at * 7) % 31}`,
    'play',
    1,
    1e9 + at,
  ]);
  const ratings = tastesTables().ratings!;
  test.each<[what: string, tables: Tables, models: string[], says: RegExp]>([
    [
      'without films, genres or times',
      { ratings: ratings.map(([user, movie, rating]) => [user, movie, rating]) },
      ['ease'],
      /at unknown times/,
    ],
    ['with one person', { ratings: ratings.filter(([user]) => user === ratings[0][0]) }, ['bias'], /cannot be told/],
    ['of plays', { events }, ['ials'], /There are no errors of predicted ratings/],
    [
      'on thumbs',
      { ratings: ratings.map(([user, movie, rating]) => [user, movie, Number(rating) > 3 ? 1 : 0]) },
      ['ease'],
      /NDCG/,
    ],
    ['with only popularity', tastesTables(), ['popularity'], /the same for everyone/],
    [
      'with titles that are markup',
      {
        ...tastesTables(),
        movies: tastesTables().movies!.map(([id]) => [
          id,
          `</script><b>"x" & y</b> ${String(id)} (1999)`,
          null,
          ['Drama'],
        ]),
      },
      ['ease'],
      /&lt;\/script>/,
    ],
  ])('%s', async (_, tables, models, says) => {
    const workspace = await workspaceOf(tables, models);
    const { page, summary } = await report({ workspace }, context);
    const html = await read(workspace, page);
    expect(summary).toHaveLength(5);
    expect(html.replaceAll('&#60;', '&lt;').replaceAll('&gt;', '>').replaceAll('&#62;', '>')).toMatch(says);
    const text = html.replaceAll(/<(script|style|svg)\b.*?<\/\1>/gs, '').replaceAll(/<[^>]*>/g, ' ');
    expect(text).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b|\[object/);
  });
});

test('without a model it says what to run', async () => {
  const workspace = await workspaceOf(tastesTables());
  await expect(report({ workspace }, context)).rejects.toMatchObject({
    ...{ code: 'MISSING_ARTIFACT', message: 'no model is trained for "set", so there is nothing to report on.' },
    hint: 'Run: movierec run --dataset set, or movierec train',
  });
});

test('a model that is not there, or not trained, is refused', async () => {
  const workspace = await workspaceOf(tastesTables(), ['popularity']);
  await expect(report({ workspace, model: 'eas' }, context)).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
  await expect(report({ workspace, model: 'ease' }, context)).rejects.toMatchObject({
    ...{ code: 'MISSING_ARTIFACT', hint: 'Run: movierec train --model ease' },
  });
  await expect(report({ workspace, k: 0 }, context)).rejects.toMatchObject({ code: 'OPTION_RANGE' });
});
