import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { parallel, ranges, rangesOfRows } from '../../src/kernels/parallel.ts';
import { Pool } from '../../src/kernels/pool.ts';

/** Products of many vectors: `count` tasks of about a millisecond each. */
function job(arena: Arena, count: number) {
  const [items, width, users] = [4000, 64, 8];
  const [of, from] = [arena.float32(users * width).fill(1), arena.float32(items * width).fill(1)];
  const scores = arena.float32(users * items);
  const task = [of.byteOffset, users, from.byteOffset, 0, items, width, scores.byteOffset, items] as const;
  return { kernel: 'products' as const, tasks: Array.from({ length: count }, () => task), scores };
}

test('every task is done once, on any number of threads', async () => {
  const arena = new Arena();
  for (const threads of [1, 2, 5]) {
    const [from, to] = [arena.float32(400).fill(1), arena.float32(100)];
    const vector = arena.float32(4).fill(threads);
    const tasks = Array.from(
      { length: 100 },
      (_, at) => [vector.byteOffset, 1, from.byteOffset + 16 * at, 0, 1, 4, to.byteOffset + 4 * at, 1] as const,
    );
    await parallel(arena, { kernel: 'products', tasks }, createContext({ threads }));
    expect(to.every((value) => value === 4 * threads)).toBe(true);
  }
});

test('jobs that are asked for at the same time are all done, each in its own arena', async () => {
  const context = createContext({ threads: 2 });
  const arenas = Array.from({ length: 5 }, () => new Arena());
  const jobs = arenas.map((arena) => job(arena, 20));
  await Promise.all(jobs.map((one, at) => parallel(arenas[at], one, context)));
  for (const { scores } of jobs) expect(scores.every((score) => score === 64)).toBe(true);
});

describe.each([1, 2])('on %i threads', (threads) => {
  test('the event loop gets its turn during a job, and a signal ends it with its reason', async () => {
    const arena = new Arena();
    const controller = new AbortController();
    const reason = new Error('stop');
    const context = createContext({ threads, signal: controller.signal });
    let isOver = false;
    // Half a minute's work, were it not stopped.
    const outcome = parallel(arena, job(arena, 30_000), context)
      .then(
        () => 'done',
        (error: unknown) => error,
      )
      .finally(() => (isOver = true));
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(isOver).toBe(false);
    }
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    // And the pool is of use afterwards.
    const next = job(arena, 3);
    await parallel(arena, next, createContext({ threads }));
    expect(next.scores.every((score) => score === 64)).toBe(true);
  });
});

test('a kernel that fails on a worker is an error, not a hang, and the next job runs', async () => {
  const arena = new Arena();
  const context = createContext({ threads: 2 });
  await parallel(arena, job(arena, 50), context);
  const beyond = 2 ** 32 - 64; // an address outside the memory
  const tasks = Array.from({ length: 50 }, () => [beyond, 1, beyond, 0, 1000, 64, beyond, 1000] as const);
  await expect(parallel(arena, { kernel: 'products', tasks }, context)).rejects.toThrow();
  const next = job(arena, 50);
  await parallel(arena, next, context);
  expect(next.scores.every((score) => score === 64)).toBe(true);
});

test('a worker that ends in the middle of a job is an error, not a hang', async () => {
  const arena = new Arena();
  const pool = new Pool();
  const context = createContext({ threads: 3 });
  await pool.run(arena, job(arena, 200), context);
  const outcome = pool.run(arena, job(arena, 30_000), context);
  setTimeout(() => {
    pool.close();
  }, 30);
  await expect(outcome).rejects.toMatchObject({ code: 'WORKER_DIED' });
  expect(pool.death).toBeDefined();
});

test('a job that is stopped before it begins does nothing', async () => {
  const arena = new Arena();
  const stopped = createContext({ signal: AbortSignal.abort(new Error('stopped')) });
  const never = job(arena, 1);
  await expect(parallel(arena, never, stopped)).rejects.toThrow('stopped');
  expect(never.scores.every((score) => score === 0)).toBe(true);
});

test('ranges cover everything once, in order', () => {
  for (const count of [0, 1, 5, 64, 1000]) {
    for (const size of [1, 7, 64, 5000]) {
      const found = ranges(count, size);
      expect(found.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))).toEqual([
        ...Array(count).keys(),
      ]);
      expect(found.every(([from, to]) => to - from <= size)).toBe(true);
    }
  }
  const starts = Uint32Array.of(0, 0, 5000, 5001, 5001, 9000);
  const rows = rangesOfRows(starts, 3000);
  expect(rows.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))).toEqual([
    0, 1, 2, 3, 4,
  ]);
  expect(rows.length).toBeGreaterThan(1);
});
