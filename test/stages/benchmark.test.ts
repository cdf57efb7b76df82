import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { benchmark } from '../../src/stages/benchmark.ts';
import { evaluate } from '../../src/stages/evaluate.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const context = createContext({ threads: 1 });
const workspace = new Workspace(await temporaryFolder());
await writeInterim(workspace, 'set', tastesTables());

describe('benchmark', () => {
  test('gives each model the figures that train and eval give it, best first', async () => {
    const models = ['bias', 'als', 'ease', 'popularity'];
    const { rows } = await benchmark({ workspace, models, k: 5 }, context);
    for (const model of models) await train({ workspace, model }, context);
    const evaluation = await evaluate({ workspace, models, k: 5 }, context);
    for (const { model, measured } of rows) {
      const { metrics } = evaluation.models.find((one) => one.model === model)!;
      for (const [key, estimate] of Object.entries(measured!.metrics)) {
        if (key in metrics) expect(estimate).toEqual(metrics[key]);
      }
      expect(Object.keys(measured!.metrics)).toContain('ndcg@5');
      expect(measured!.peakMemory).toBeGreaterThan(20e6); // Node itself takes more
      expect(measured!.seconds).toBeGreaterThan(0);
      expect(measured!.bytes).toBeGreaterThan(100);
    }
    const figure = (model: string, key: string): number =>
      rows.find((row) => row.model === model)!.measured!.metrics[key].value;
    const explicit = rows.filter(({ feedback }) => feedback === 'explicit').map(({ model }) => figure(model, 'rmse'));
    expect(explicit).toEqual(explicit.toSorted((a, b) => a - b));
    const implicit = rows.filter(({ feedback }) => feedback === 'implicit').map(({ model }) => figure(model, 'ndcg@5'));
    expect(implicit).toEqual(implicit.toSorted((a, b) => b - a));
  });

  test('measures a model in each of its tasks, and goes on after one that fails', async () => {
    const parameters = { svd: { learningRate: 1, epochs: 200 } };
    const { rows, path } = await benchmark({ workspace, models: ['svd', 'item-knn'], parameters }, context);
    expect(rows.map(({ model, options }) => [model, options['objective'] ?? ''])).toEqual([
      ['item-knn', ''],
      ['item-knn', 'ranking'],
      ['svd', ''],
    ]);
    expect(rows[2].error).toMatch(/^DIVERGED: svd diverged in epoch \d+/);
    const written = await readFile(join(workspace.root, path), 'utf8');
    expect(written).toContain('| `item-knn objective=ranking` |');
    expect(written).toContain('- svd: DIVERGED');
  });

  test('does not measure again what has not changed', async () => {
    const first = await benchmark({ workspace, models: ['bias'] }, context);
    expect(await benchmark({ workspace, models: ['bias'] }, context)).toEqual(first);
    const forced = await benchmark({ workspace, models: ['bias'], force: true }, context);
    expect(forced.rows[0].measured!.metrics).toEqual(first.rows[0].measured!.metrics);
    expect(forced.rows[0].measured!.seconds).not.toBe(first.rows[0].measured!.seconds);
  });

  test('measures the task that the options ask for, under its own figures', async () => {
    const parameters = { 'item-knn': { objective: 'ranking' } };
    const { rows } = await benchmark({ workspace, models: ['item-knn', 'bias'], parameters }, context);
    expect(rows.map(({ model, feedback }) => [model, feedback])).toEqual([
      ['bias', 'explicit'],
      ['item-knn', 'implicit'],
    ]);
    expect(Object.keys(rows[1].measured!.metrics)).not.toContain('rmse');
  });

  test('refuses a wrong option before anything is measured', async () => {
    const parameters = { ease: { factors: 3 } };
    const asked = benchmark({ workspace, models: ['user-knn', 'ease'], parameters }, context);
    await expect(asked).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' });
    expect(existsSync(join(workspace.report('set', 'benchmark'), 'user-knn'))).toBe(false);
  });

  test('keeps what settings of another name but the same value gave', async () => {
    const folders = async () =>
      (await readdir(workspace.report('set', 'benchmark'))).filter((name) => /^als-/.test(name));
    await benchmark({ workspace, models: ['als'], parameters: { als: { factors: 7 } } }, context);
    await benchmark({ workspace, models: ['als'], parameters: { als: { epochs: 7 } } }, context);
    expect((await folders()).sort()).toEqual(['als-epochs=7', 'als-factors=7']);
  });

  test('refuses what there is not', async () => {
    await expect(benchmark({ workspace, models: ['svdd'] }, context)).rejects.toMatchObject({ code: 'UNKNOWN_MODEL' });
    await expect(benchmark({ workspace, k: 0 }, context)).rejects.toMatchObject({ code: 'OPTION_RANGE' });
    const parameters = { bias: { factors: 3 } };
    await expect(benchmark({ workspace, models: ['bias'], parameters }, context)).rejects.toMatchObject({
      code: 'UNKNOWN_OPTION',
    });
  });

  test('stops when it is told to', async () => {
    const stopping = new AbortController();
    const running = benchmark(
      { workspace, models: ['als'], parameters: { als: { epochs: 500, factors: 300 } } },
      { ...context, signal: stopping.signal },
    );
    setTimeout(() => stopping.abort(new Error('stopped')), 300);
    await expect(running).rejects.toThrow('stopped');
  });
});
