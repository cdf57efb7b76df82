import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import { trialRunner, type TrialMaterial } from '../../src/tuning/trial-runner.ts';
import { TrialWorkers } from '../../src/tuning/trial-workers.ts';
import type { TrialOutcome } from '../../src/tuning/trial.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const { columns, users, items, meta } = twoTastes();
const material: TrialMaterial = {
  ...{ model: 'als', key: 'rmse', relevant: 4, users: users.names, items: items.names, genres: [], columns, meta },
  split: 'kfold',
  rounds: splitRatings('kfold', { ...columns, users: users.size, items: items.size }, { folds: 2 }),
};
const settings = [4, 8, 12, 16].map((factors) => ({ factors, epochs: 3 }));
const withoutTime = ({ seconds: _, ...outcome }: TrialOutcome) => outcome;

async function withWorkers<T>(
  given: TrialMaterial,
  use: (workers: TrialWorkers) => Promise<T>,
  context = createContext({ threads: 3 }),
): Promise<T> {
  const workers = new TrialWorkers(given, 2, context);
  try {
    return await use(workers);
  } finally {
    workers.close();
  }
}

test('threads give what this thread gives, to the bit', async () => {
  const here = trialRunner(material, createContext({ threads: 2 }));
  const expected: ReturnType<typeof withoutTime>[] = [];
  for (const parameters of settings) expected.push(withoutTime(await here(parameters)));
  const found = await withWorkers(material, async ({ run }) => [
    ...(await Promise.all(settings.slice(0, 2).map(run))),
    ...(await Promise.all(settings.slice(2).map(run))),
  ]);
  expect(found.map(withoutTime)).toEqual(expected);
  expect(new Set(expected.map(({ value }) => value)).size).toBe(4);
});

test('the ratings are not changed by it', async () => {
  const before = Object.values(columns).map((column: ArrayLike<number>) => Array.from(column));
  await withWorkers(material, ({ run }) => run(settings[0]));
  expect(Object.values(columns).map((column: ArrayLike<number>) => Array.from(column))).toEqual(before);
});

describe('what ends it', () => {
  test('an error of a trial comes over with its code, and the thread goes on', async () => {
    await withWorkers(material, async ({ run }) => {
      await expect(run({ factors: 0 })).rejects.toMatchObject({ code: 'OPTION_RANGE' });
      await expect(run({ factor: 3 })).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' });
      expect(await run(settings[0])).toMatchObject({ value: expect.any(Number) as number });
    });
  });

  test('a thread that dies ends all trials, and those to come', async () => {
    await withWorkers({ ...material, model: 'not there' }, async ({ run }) => {
      const failure = { code: 'WORKER_DIED', hint: expect.stringContaining('goes on') as string };
      await expect(run(settings[0])).rejects.toMatchObject(failure);
      await expect(run(settings[1])).rejects.toMatchObject(failure);
    });
  });

  test('Ctrl-C ends a fit of hours in a moment', async () => {
    const controller = new AbortController();
    const context = createContext({ threads: 2, signal: controller.signal });
    const svd = { ...material, model: 'svd' };
    await withWorkers(
      svd,
      async ({ run }) => {
        const endless = Promise.all([1, 2].map(() => run({ factors: 500, epochs: 500 })));
        setTimeout(() => controller.abort(new Error('stopped')), 500);
        await expect(endless).rejects.toThrow('stopped');
      },
      context,
    );
  });
});
