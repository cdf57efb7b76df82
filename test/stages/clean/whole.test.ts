import { role } from '../../../src/dataset/splits/role.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalog, loadDataset, loadRatedItems } from '../../../src/dataset/load-dataset.ts';
import { clean, type CleanOptions } from '../../../src/stages/clean.ts';
import { ingest } from '../../../src/stages/ingest.ts';
import { Cleaning, context, others } from '../../fixtures/cleaning.ts';
import { hasRealData, movieLens, withoutRealData } from '../../fixtures/movielens.ts';
import { writeInterim, type Cell, type Tables } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();

test('events become strengths, with their own scale and feedback', async () => {
  const result = await set.clean({
    events: [
      ['a', 'x', 'play', 1, 100],
      ['a', 'x', 'like', null, 200],
      ['a', 'y', 'play', 0.5, 300],
      ['b', 'x', 'dislike', null, 400],
      ['b', 'y', 'watchlist', null, 500],
    ],
  });
  expect(result).toMatchObject({ feedback: 'implicit', scale: { min: 0, max: 3 }, hasTimes: true });
  expect(result.before).toEqual({ ratings: 3, users: 2, movies: 2 });
  expect(await set.ratings()).toEqual([
    ['a', 'x', 3, 200],
    ['a', 'y', 0.5, 300],
    ['b', 'y', 0.5, 500],
  ]);
  expect(await set.rows('events')).toHaveLength(5);
  // Films that are only disliked stand in the catalog all the same.
  expect(result.relevant > 0 && result.relevant <= 0.5).toBe(true);
});

test('one person with one rating is cleaned, and nothing of it is held out', async () => {
  const { after, split } = await set.clean({ ratings: [['a', 'x', 4, 1]] });
  expect(after).toMatchObject({ ratings: 1, users: 1, movies: 1 });
  expect(split).toMatchObject({ train: 1, test: 0 });
});

describe('where nothing is left', () => {
  test.each<[string, Tables, Partial<CleanOptions>, string]>([
    ['by a filter', { ratings: [['a', 'x', 4, 1]] }, { minUserRatings: 2 }, 'fewer than 2'],
    ['by a scale', { ratings: [['a', 'x', 4, 1]] }, { scale: { min: 8, max: 9 } }, 'not between 8 and 9'],
    ['since no rating is a number', { ratings: [['a', 'x', NaN, 1]] }, {}, 'number'],
    ['since there are no ratings', { ratings: [] }, {}, 'rating'],
    ['since nothing was liked', { events: [['a', 'x', 'dislike', null, 1]] }, {}, 'no ratings'],
  ])('%s, it says so', async (_, tables, options, words) => {
    await expect(set.clean(tables, options)).rejects.toMatchObject({
      code: 'NO_RATINGS',
      message: expect.stringContaining(words) as string,
    });
    expect(await readdir(join(set.workspace.processed('set'), '..'))).toEqual([]);
  });
});

test('what is cleaned is fresh until options or data change; a failure leaves it', async () => {
  const ratings = others.slice(0, 200);
  expect(await set.clean({ ratings })).not.toHaveProperty('fresh');
  expect(await clean({ workspace: set.workspace }, context)).toMatchObject({ fresh: true, after: { ratings: 200 } });
  await expect(clean({ workspace: set.workspace, minUserRatings: 1000 }, context)).rejects.toMatchObject({
    code: 'NO_RATINGS',
  });
  expect(await clean({ workspace: set.workspace }, context)).toMatchObject({ fresh: true });
  expect(await clean({ workspace: set.workspace, test: 0.5 }, context)).not.toHaveProperty('fresh');
  expect(await set.clean({ ratings: others }, { test: 0.5 })).toMatchObject({ after: { ratings: 500 } });
});

test('an abort leaves nothing half-written', async () => {
  await writeInterim(set.workspace, 'set', { ratings: others }, context);
  const controller = new AbortController();
  const stopping = { ...context, signal: controller.signal, log: () => controller.abort(new Error('stopped')) };
  await expect(clean({ workspace: set.workspace }, stopping)).rejects.toThrow('stopped');
  expect(await readdir(join(set.workspace.processed('set'), '..'))).toEqual([]);
});

test('what is loaded is what was written', async () => {
  const tables: Tables = {
    ratings: [...others, ['7', 'o1', 2, null], ['7', 'new', 5, 12]],
    movies: [
      ['o1', 'Heat (1995)', null, ['Crime']],
      ['unrated', 'Nobody Saw It', null, null],
    ],
  };
  const { fresh: _, ...info } = await set.clean(tables);
  const folder = set.workspace.processed('set');
  const { ratings, roles, catalog } = await loadDataset(folder, info, context);
  const { user, item, value, time } = ratings.columns;
  const loaded = Array.from(value, (rating, at): Cell[] => [
    ratings.users.names[user[at]],
    ratings.items.names[item[at]],
    rating,
    time![at] || null,
  ]);
  expect(loaded).toEqual(await set.ratings());
  expect(ratings.meta).toEqual({ scale: { min: 1, max: 5 }, feedback: 'explicit', relevant: 4 });
  expect(catalog.ids.names).toEqual(ratings.items.names);
  expect(catalog).toEqual(await loadCatalog(folder, context));
  const heat = catalog.ids.indexOf('o1');
  expect([catalog.titles[heat], catalog.years[heat], catalog.genres[heat]]).toEqual(['Heat', 1995, ['Crime']]);
  expect(catalog.ids.indexOf('unrated')).toBeGreaterThanOrEqual(0);
  const training = (await loadDataset(folder, info, context, { only: 'train' })).ratings;
  expect(training.columns).toEqual(ratings.filter((at) => roles[at] === role.train).columns);
  expect(training.size).toBe(info.split['train']);
  const seven = ratings.users.indexOf('7');
  const rated = (await loadRatedItems(folder, seven, context)).map((index) => ratings.items.names[index]);
  expect(rated.sort()).toEqual(['new', 'o1']);
});

// The set's own README says 100,836 ratings, 610 people and 9,742 films, each person with at least 20.
test.skipIf(!hasRealData)(
  `of MovieLens’ small set nothing is lost${hasRealData ? '' : ` (skipped: ${withoutRealData})`}`,
  async () => {
    await ingest({ workspace: set.workspace, from: movieLens, dataset: 'ml' }, context);
    const result = await clean({ workspace: set.workspace, minUserRatings: 20 }, context);
    expect(result).toMatchObject({
      scale: { min: 0.5, max: 5 },
      relevant: 4,
      hasTimes: true,
      steps: [],
      after: { ratings: 100_836, users: 610, movies: 9724, catalog: 9742 },
    });
  },
);
