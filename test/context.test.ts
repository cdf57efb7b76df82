import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createContext, steps } from '../src/context.ts';

const busy = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

test('the default context is quiet: seed 42, at least one thread, never aborted', () => {
  const context = createContext();
  expect(context.seed).toBe(42);
  expect(context.threads).toBeGreaterThanOrEqual(1);
  expect(context.signal.aborted).toBe(false);
  expect(context.log('unheard')).toBeUndefined();
  expect(Math.abs(context.now() - Date.now())).toBeLessThan(1000);
  expect(createContext({ seed: 7 })).toMatchObject({ seed: 7, threads: context.threads });
});

test('steps count from 0 and the last is always reported', async () => {
  const reports: unknown[][] = [];
  const context = createContext({ progress: (...report) => reports.push(report) });
  const seen: number[] = [];
  for await (const step of steps(context, 5, 'epochs')) seen.push(step);
  expect(seen).toEqual([0, 1, 2, 3, 4]);
  expect(reports.at(-1)).toEqual([5, 5, 'epochs']);
  for await (const _ of steps(context, 0, 'nothing')) expect.unreachable();
});

test('long steps are each reported, and let the rest of the program run', async () => {
  let [reports, turns] = [0, 0];
  const context = createContext({ progress: () => reports++ });
  const timer = setInterval(() => turns++, 1);
  for await (const _ of steps(context, 4, 'epochs')) busy(20);
  clearInterval(timer);
  expect(reports).toBe(4);
  expect(turns).toBeGreaterThanOrEqual(2);
});

test('an abort that comes between two steps ends them with its reason', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const work = async (): Promise<void> => {
    for await (const step of steps(createContext({ signal: controller.signal }), 1000, 'epochs')) {
      seen.push(step);
      busy(20);
    }
  };
  const outcome = expect(work()).rejects.toThrow('enough');
  await setTimeout(30);
  controller.abort(new Error('enough'));
  await outcome;
  expect(seen.length).toBeLessThan(20);
});
