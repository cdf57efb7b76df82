import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { oneAtATime } from '../../src/store/one-at-a-time.ts';

it('does the work of one key in its order, however long each takes', async () => {
  const inTurn = oneAtATime();
  const done: number[] = [];
  const durations = [20, 1, 10, 0];
  await Promise.all(
    durations.map((duration, n) =>
      inTurn('ann', async () => {
        await setTimeout(duration);
        done.push(n);
      }),
    ),
  );
  expect(done).toEqual([0, 1, 2, 3]);
});

it('lets other keys go ahead, and goes on after a failure', async () => {
  const inTurn = oneAtATime();
  const done: string[] = [];
  const slow = inTurn('ann', async () => {
    await setTimeout(20);
    throw new Error('full');
  });
  const after = inTurn('ann', async () => done.push('ann'));
  await inTurn('bob', async () => done.push('bob'));
  expect(done).toEqual(['bob']);
  await expect(slow).rejects.toThrow('full');
  await after;
  expect(done).toEqual(['bob', 'ann']);
});
