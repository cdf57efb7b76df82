import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { testService } from '../../fixtures/service.ts';

const everyMinutes = 0.01;
const atLeast = 40;

test('by the clock the usual model learns, once there is enough that is new', async () => {
  const { service } = await testService({ retrainEvery: everyMinutes, retrainAtLeast: atLeast });
  const { store, catalog, models, retrainer } = service;
  const { starts, indexes, values } = (await models.take()).model.seen.histories;
  /** So many ratings more, of a visitor who rates as someone in the data set does. */
  const rate = async (person: number, most: number): Promise<void> => {
    await store.addGuest(`visitor${person}`, Date.now());
    for (let at = starts[person]; at < Math.min(starts[person + 1], starts[person] + most); at++) {
      const film = catalog.ids.names[indexes[at]];
      await store.rate(`visitor${person}`, { film, rating: values[at], at: Date.now() });
    }
  };
  await rate(0, atLeast - 1);
  expect((await store.count()).ratings).toBeLessThan(atLeast);
  const first = retrainer.next!;
  expect(first).toBeGreaterThan(service.started);
  // It has looked more than once, and found too few.
  while (retrainer.next! < first + 2 * everyMinutes * 60_000) await setTimeout(50);
  expect(retrainer.busy).toBe(false);
  expect(await retrainer.past(10)).toEqual([]);

  for (let person = 1; person < 20; person++) await rate(person, 20);
  const { ratings } = await store.count();
  expect(ratings).toBeGreaterThanOrEqual(atLeast);
  let past = await retrainer.past(10);
  while (past.length === 0) {
    await setTimeout(50);
    past = await retrainer.past(10);
  }
  while (retrainer.busy) await setTimeout(50);
  // Once: after that nothing was rated.
  const [last] = await retrainer.past(10);
  expect(last).toMatchObject({ model: 'ease', outcome: 'swapped' });
  expect(models.loaded.find(({ name }) => name === 'ease')).toMatchObject({ version: last.version });
});
