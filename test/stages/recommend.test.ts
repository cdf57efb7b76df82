import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { loadDataset } from '../../src/dataset/load-dataset.ts';
import { fit } from '../../src/models/registry.ts';
import { clean } from '../../src/stages/clean.ts';
import { explain } from '../../src/stages/explain.ts';
import { recommend, type RecommendOptions } from '../../src/stages/recommend.ts';
import { similar } from '../../src/stages/similar.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const workspace = new Workspace(root);
const log: string[] = [];
const context = createContext({ threads: 2, log: (message) => log.push(message) });
await writeInterim(workspace, 'set', tastesTables());
const parameters = { shrinkage: 5 };
await train({ workspace, model: 'item-knn', parameters }, context);
await train({ workspace, model: 'popularity' }, context);
const { fresh: _, ...info } = await clean({ workspace }, context);
const data = await loadDataset(workspace.processed('set'), info, context);
const training = await loadDataset(workspace.processed('set'), info, context, { only: 'train' });

/** What the library says, on the same ratings. */
const oracle = await fit('item-knn', training.ratings, parameters, context);
const { users, items } = data.ratings;
const ratedBy = (user: string): Set<string> => {
  const index = users.indexOf(user);
  const { user: who, item } = data.ratings.columns;
  return new Set(Array.from(item).flatMap((film, at) => (who[at] === index ? [items.names[film]] : [])));
};
const ask = (options: Partial<RecommendOptions>) => recommend({ workspace, model: 'item-knn', ...options }, context);

describe('recommend', () => {
  test('gives k films that the person has not rated, held out or not, by the model’s scores', async () => {
    for (const user of ['u0', 'u17', 'u59']) {
      const rated = ratedBy(user);
      const scores = oracle.scoreAll(oracle.user(users.indexOf(user)));
      const best = [...scores.keys()]
        .filter((item) => !rated.has(items.names[item]) && !Number.isNaN(scores[item]))
        .sort((a, b) => scores[b] - scores[a] || a - b)
        .slice(0, 5);
      const result = await ask({ user, k: 5 });
      expect(result).toMatchObject({ user, dataset: 'set', model: 'item-knn', rated: rated.size });
      expect(result.items.map(({ movie, score }) => [movie, score])).toEqual(
        best.map((item) => [items.names[item], scores[item]]),
      );
    }
  });

  test('says title and genres, and with `explain` the reasons that speak most for each', async () => {
    const { items: films } = await ask({ user: 'u0', k: 3, explain: true });
    for (const { movie, title, genres, reasons } of films) {
      const number = Number(movie.slice(1));
      expect(title).toBe(`Film ${movie} (${1960 + number})`);
      expect(genres).toEqual([number % 2 === 0 ? 'Comedy' : 'Drama']);
      expect(reasons!.length).toBeLessThanOrEqual(3);
      for (const reason of reasons!) {
        expect(reason.amount).toBeGreaterThan(0);
        expect(ratedBy('u0')).toContain(reason.movie);
      }
    }
    expect((await ask({ user: 'u0', k: 3 })).items[0]).not.toHaveProperty('reasons');
  });

  test('keeps to genre, years and exclusions, and says when films run out', async () => {
    const { items: films } = await ask({ user: 'u0', k: 5, genre: 'drama', year: '1970..', exclude: ['i11'] });
    for (const { movie } of films) expect(Number(movie.slice(1)) % 2).toBe(1);
    expect(films.map(({ movie }) => movie)).not.toContain('i11');
    log.length = 0;
    const all = await ask({ user: 'u0', k: 1e9 });
    expect(all.items).toHaveLength(items.size - ratedBy('u0').size);
    expect(log).toContain(`Only ${all.items.length} left to recommend.`);
    expect(all.items.at(-1)).toMatchObject({ fallback: 'no opinion' });
    await expect(ask({ user: 'u0', year: '1800' })).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('for someone’s own file gives the list of a person with the same ratings', async () => {
    const path = join(root, 'mine.csv');
    await writeFile(path, 'title,rating\nFilm i3 (1963),5\nfilm i8,1\ni20,4\nNo Such Film,3\n');
    const result = await ask({ ratings: path, k: 4 });
    const someone = oracle.foldIn({
      items: Int32Array.from(['i3', 'i8', 'i20'], (id) => items.indexOf(id)),
      ratings: Float32Array.of(5, 1, 4),
    });
    expect(result).toMatchObject({ user: null, rated: 3 });
    expect(result.items.map(({ movie, score }) => [movie, score])).toEqual(
      oracle.recommend(someone, 4).map(({ item, score }) => [items.names[item], score]),
    );
    await writeFile(path, 'title,rating\ni3,5\ni8,11\n');
    await expect(ask({ ratings: path })).rejects.toMatchObject({
      code: 'BAD_RATING',
      message: expect.stringContaining('Film i8 (1968)') as string,
    });
  });

  test('without a model named takes the one trained last, and says which', async () => {
    log.length = 0;
    expect(await recommend({ workspace, user: 'u0' }, context)).toMatchObject({ model: 'popularity' });
    expect(log).toContain('Using model popularity');
  });

  test.each<[Partial<RecommendOptions>, string]>([
    [{}, 'USAGE'],
    [{ user: 'u0', ratings: 'x.csv' }, 'USAGE'],
    [{ user: 'nobody' }, 'UNKNOWN_USER'],
    [{ user: '' }, 'UNKNOWN_USER'],
    [{ user: 'u0', k: 0 }, 'OPTION_RANGE'],
    [{ user: 'u0', k: 1.5 }, 'OPTION_RANGE'],
    [{ user: 'u0', k: NaN }, 'OPTION_RANGE'],
    [{ user: 'u0', model: 'svd' }, 'MISSING_ARTIFACT'],
    [{ user: 'u0', model: 'sdv' }, 'UNKNOWN_MODEL'],
    [{ user: 'u0', genre: 'Western' }, 'USAGE'],
    [{ user: 'u0', exclude: ['none'] }, 'UNKNOWN_MOVIE'],
    [{ user: 'u0', dataset: 'other' }, 'UNKNOWN_DATASET'],
    [{ ratings: 'no-such-file.csv' }, 'MISSING_FILE'],
  ])('refuses %j with %s', async (options, code) => {
    await expect(ask(options)).rejects.toMatchObject({ code });
  });
});

describe('similar', () => {
  test('gives the films most like one, by the model, with the same filters', async () => {
    const film = items.indexOf('i3');
    const result = await similar({ workspace, model: 'item-knn', movie: 'Film i3', k: 5 }, context);
    expect(result).toMatchObject({ movie: 'i3', title: 'Film i3 (1963)', model: 'item-knn' });
    expect(result.items.map(({ movie, score }) => [movie, score])).toEqual(
      oracle.similar(film, 5).map(({ item, score }) => [items.names[item], score]),
    );
    const comedies = await similar({ workspace, model: 'item-knn', movie: 'i3', genre: 'Comedy' }, context);
    expect(comedies.items.length).toBeGreaterThan(0);
    expect(comedies.items.every(({ movie }) => Number(movie.slice(1)) % 2 === 0)).toBe(true);
  });

  test('says so where a model knows no likeness, a film nobody rated has none, or there is no such film', async () => {
    const popular = similar({ workspace, model: 'popularity', movie: 'i3' }, context);
    await expect(popular).rejects.toMatchObject({ code: 'WRONG_MODEL' });
    expect((await similar({ workspace, model: 'item-knn', movie: 'never' }, context)).items).toEqual([]);
    await expect(similar({ workspace, movie: 'none' }, context)).rejects.toMatchObject({ code: 'UNKNOWN_MOVIE' });
  });
});

describe('explain', () => {
  test('gives reasons that add up to the score, the weightiest first, films by name', async () => {
    const result = await explain({ workspace, model: 'item-knn', user: 'u5', movie: 'i7' }, context);
    const { score, reasons } = result;
    expect(result).toMatchObject({ user: 'u5', movie: 'i7', title: 'Film i7 (1967)' });
    expect(Math.abs(reasons.reduce((sum, { amount }) => sum + amount, 0) - score)).toBeLessThan(1e-4);
    const weights = reasons.map(({ amount }) => Math.abs(amount));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    for (const reason of reasons.filter(({ because }) => because === 'rated')) {
      expect(reason.title).toBe(`Film ${reason.movie} (${1960 + Number(reason.movie!.slice(1))})`);
    }
  });

  test('says where the model has no opinion', async () => {
    const { fallback, reasons } = await explain({ workspace, model: 'item-knn', user: 'u5', movie: 'never' }, context);
    expect(fallback).toBe('no opinion');
    expect(reasons).toMatchObject([{ because: 'fallback' }]);
  });
});
