import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { loadDataset } from '../../src/dataset/load-dataset.ts';
import { fit } from '../../src/models/registry.ts';
import { clean } from '../../src/stages/clean.ts';
import { explain } from '../../src/stages/explain.ts';
import { recommend, type RecommendOptions, type RecommendResult } from '../../src/stages/recommend.ts';
import { requireFeatures } from '../../src/stages/require-features.ts';
import { similar } from '../../src/stages/similar.ts';
import { train } from '../../src/stages/train.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim, type Cell } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const workspace = new Workspace(root);
const log: string[] = [];
const context = createContext({ threads: 2, log: (message) => log.push(message) });
const { movies = [], ...tables } = tastesTables();
await writeInterim(workspace, 'set', {
  ...{ ...tables, movies },
  // Film i7 is by director 1, since 7 leaves 1 when divided by 3, and 87 minutes long.
  people: movies.map(([id]): Cell[] => [id, `Director ${Number(String(id).slice(1)) % 3}`, 'director', 1]),
  details: movies.map(([id]): Cell[] => [id, 80 + (Number(String(id).slice(1)) || 0), 'en', []]),
});
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
    for (const { movie, title, genres, reasons, why } of films) {
      const number = Number(movie.slice(1));
      expect(title).toBe(`Film ${movie} (${1960 + number})`);
      expect(genres).toEqual([number % 2 === 0 ? 'Comedy' : 'Drama']);
      expect(reasons!.length).toBeLessThanOrEqual(3);
      for (const reason of reasons!) {
        expect(reason.amount).toBeGreaterThan(0);
        expect(ratedBy('u0')).toContain(reason.movie);
        expect(why).toContain(reason.title);
      }
    }
    expect((await ask({ user: 'u0', k: 3 })).items[0]).not.toHaveProperty('reasons');
  });

  test('makes no features for a plain list', async () => {
    await ask({ user: 'u0', k: 3, explain: true, novelty: 0.3, genre: 'Drama' });
    await expect(access(workspace.features('set'))).rejects.toMatchObject({ code: 'ENOENT' });
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

describe('someone who names films', () => {
  const { max: top, min: bottom } = data.ratings.scale;
  const someone = (given: Record<string, number>, k: number) => {
    const rows = Object.entries(given).map(([id, rating]) => [items.indexOf(id), rating]);
    const history = {
      items: Int32Array.from(rows, ([item]) => item),
      ratings: Float32Array.from(rows, ([, rating]) => rating),
    };
    return oracle.recommend(oracle.foldIn(history), k).map(({ item, score }) => [items.names[item], score]);
  };
  const listed = ({ items: films }: RecommendResult) => films.map(({ movie, score }) => [movie, score]);

  test('gets the list of a person with ratings at the ends of the scale, and reads what was understood', async () => {
    const result = await ask({ likes: ['FILM I3', 'flim i20 1980'], dislikes: ['i8'], k: 4 });
    expect(result).toMatchObject({ user: null, rated: 3 });
    expect(result.understood).toEqual([
      { given: 'FILM I3', movie: 'i3', title: 'Film i3 (1963)' },
      { given: 'flim i20 1980', movie: 'i20', title: 'Film i20 (1980)' },
      { given: 'i8', movie: 'i8', title: 'Film i8 (1968)' },
    ]);
    expect(listed(result)).toEqual(someone({ i3: top, i20: top, i8: bottom }, 4));
  });

  test('may have ratings in a file too; what is named counts for more', async () => {
    const path = join(root, 'beside.csv');
    await writeFile(path, 'movie,rating\ni3,2\ni8,1\n');
    const result = await ask({ ratings: path, likes: ['film i3'], k: 4 });
    expect(listed(result)).toEqual(someone({ i3: top, i8: 1 }, 4));
    expect(result.rated).toBe(2);
  });

  test('a film named twice counts once', async () => {
    expect(listed(await ask({ likes: ['film i3', 'i3'], k: 4 }))).toEqual(someone({ i3: top }, 4));
  });

  test.each<[Partial<RecommendOptions>, string, RegExp]>([
    [{ likes: ['nothing like it'] }, 'UNKNOWN_MOVIE', /"nothing like it"/],
    [{ likes: ['film i3'], dislikes: ['i3'] }, 'USAGE', /both are Film i3 \(1963\)/],
    [{ user: 'u0', likes: ['film i3'] }, 'USAGE', /--user and --likes name two people/],
    [{ user: 'u0', dislikes: ['film i3'] }, 'USAGE', /--user and --dislikes name two people/],
    [{ likes: [] }, 'USAGE', /not said for whom/],
  ])('%j is refused with %s', async (options, code, message) => {
    await expect(ask(options)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });
});

describe('someone of whom nothing is known', () => {
  test('gets the films that stand highest of those that pass', async () => {
    const result = await ask({ genre: 'Comedy', k: 5 });
    const nobody = oracle.foldIn({ items: new Int32Array(), ratings: new Float32Array() });
    const isComedy = (item: number): boolean => Number(items.names[item].slice(1)) % 2 === 0;
    expect(result).toMatchObject({ user: null, rated: 0, understood: [] });
    expect(result.items.map(({ movie }) => movie)).toEqual(
      oracle.recommend(nobody, 5, isComedy).map(({ item }) => items.names[item]),
    );
  });
});

describe('filters', () => {
  const number = (movie: string): number => Number(movie.slice(1));
  test.each<[Partial<RecommendOptions>, (movie: string) => boolean]>([
    [{ director: 'director 1' }, (movie) => number(movie) % 3 === 1],
    [{ director: ['Director 1', 'Director 2'] }, (movie) => [1, 2].includes(number(movie) % 3)],
    [{ runtime: '90..99' }, (movie) => number(movie) >= 10 && number(movie) < 20],
    [
      { genre: 'Drama', director: 'Director 0', year: '1965..' },
      (movie) => number(movie) % 6 === 3 && number(movie) > 4,
    ],
    [{ genre: ['drama', 'comedy'] }, (movie) => !Number.isNaN(number(movie))],
  ])('%j keeps exactly k, or all that pass, whatever else is asked for', async (filter, passes) => {
    const passing = items.names.filter((movie) => passes(movie) && !ratedBy('u0').has(movie));
    expect(passing.length).toBeGreaterThan(0);
    for (const more of [{}, { diversity: 0.5 }, { novelty: 0.5 }, { likeFilm: 'Film i3' }]) {
      for (const k of [1, 3, 100]) {
        log.length = 0;
        const { items: films } = await ask({ user: 'u0', k, ...filter, ...more });
        const left = passing.filter((movie) => !('likeFilm' in more) || movie !== 'i3');
        expect(films).toHaveLength(Math.min(k, left.length));
        expect(left).toEqual(expect.arrayContaining(films.map(({ movie }) => movie)));
        const isShort = films.length < k;
        expect(log.includes(`Only ${films.length} left to recommend.`)).toBe(isShort);
      }
    }
  });
});

describe('what was seen', () => {
  test('is hidden where a file says so, and what was rated is listed again where one asks for it', async () => {
    const plain = await ask({ user: 'u0', k: 5 });
    const [first, second] = plain.items;
    const path = join(root, 'seen.txt');
    await writeFile(path, `${first.movie}\n${second.title}\n`);
    const rest = await ask({ user: 'u0', k: 3, seen: path });
    expect(rest.items).toEqual(plain.items.slice(2));

    const all = await ask({ user: 'u0', k: items.size, showSeen: true });
    expect(all.items).toHaveLength(items.size);
    const scores = oracle.scoreAll(oracle.user(users.indexOf('u0')));
    const own = all.items.filter(({ fallback }) => !fallback);
    expect(own.map(({ movie }) => movie)).toEqual(
      [...scores.keys()]
        .filter((item) => !Number.isNaN(scores[item]))
        .sort((a, b) => scores[b] - scores[a] || a - b)
        .map((item) => items.names[item]),
    );
    expect(own.some(({ movie }) => ratedBy('u0').has(movie))).toBe(true);
  });
});

describe('diversity and novelty', () => {
  test('0 is the plain list, exactly', async () => {
    const plain = await ask({ user: 'u5', k: 8 });
    expect(await ask({ user: 'u5', k: 8, diversity: 0, novelty: 0 })).toEqual(plain);
    expect(plain).not.toHaveProperty('diversity');
  });

  test('re-rank by likeness of films and by how known they are, and keep the scores', async () => {
    const plain = await ask({ user: 'u5', k: items.size });
    const scoreOf = new Map(plain.items.map(({ movie, score }) => [movie, score]));
    for (const options of [{ diversity: 0.9 }, { novelty: 1 }]) {
      const result = await ask({ user: 'u5', k: 6, ...options });
      expect(result).toMatchObject(options);
      expect(result.items.map(({ movie }) => movie)).not.toEqual(plain.items.slice(0, 6).map(({ movie }) => movie));
      for (const { movie, score } of result.items) expect(score).toBe(scoreOf.get(movie));
    }
    const genres = (await ask({ user: 'u5', k: 2, diversity: 1 })).items.map((film) => film.genres[0]);
    expect(new Set(genres).size).toBe(2);
  });

  test.each([{ diversity: 1.1 }, { diversity: -0.1 }, { novelty: 2 }, { novelty: NaN }])(
    '%j is refused with OPTION_RANGE',
    async (options) => {
      await expect(ask({ user: 'u0', ...options })).rejects.toMatchObject({ code: 'OPTION_RANGE' });
    },
  );
});

describe('films like one', () => {
  test('are ordered by the person’s own scores, without the film itself; it is said which film was understood', async () => {
    const result = await ask({ user: 'u0', likeFilm: 'flim i3', k: 5 });
    expect(result).toMatchObject({ likeFilm: 'Film i3 (1963)', understood: [{ given: 'flim i3', movie: 'i3' }] });
    expect(result.items.map(({ movie }) => movie)).not.toContain('i3');
    const scores = result.items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test('are chosen by what they are, where the model does not compare films: those of the closest vectors', async () => {
    const { items: films } = await ask({ model: 'popularity', likeFilm: 'Film i3', k: 10 });
    const { width, values } = (await requireFeatures({ workspace }, context)).vectors;
    const row = (item: number): number[] => Array.from(values.subarray(item * width, (item + 1) * width));
    const product = (a: number[], b: number[]): number => a.reduce((sum, value, at) => sum + value * b[at], 0);
    const film = row(items.indexOf('i3'));
    const cosine = (id: string): number => {
      const own = row(items.indexOf(id));
      // Films that point away from each other are alike in nothing.
      return Math.fround(Math.max(0, product(own, film) / Math.sqrt(product(own, own) * product(film, film))));
    };
    const closest = items.names
      .filter((id) => id !== 'i3' && !Number.isNaN(cosine(id)))
      .sort((a, b) => cosine(b) - cosine(a))
      .slice(0, 20);
    expect(films).toHaveLength(10);
    expect(closest).toEqual(expect.arrayContaining(films.map(({ movie }) => movie)));
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

  test('names films and what was understood for someone who is not in the data, with ratings and in words', async () => {
    const named = { likes: ['film i3'], dislikes: ['film i8'] };
    const [best] = (await ask({ ...named, k: 1, explain: true })).items;
    const result = await explain({ workspace, model: 'item-knn', ...named, movie: best.movie }, context);
    expect(result).toMatchObject({ user: null, why: best.why, understood: [{ movie: 'i3' }, { movie: 'i8' }] });
    const { max, min } = data.ratings.scale;
    const given = new Map([
      ['i3', { rating: max, liked: true }],
      ['i8', { rating: min, liked: false }],
    ]);
    const rated = result.reasons.filter(({ because }) => because === 'rated');
    expect(rated.length).toBeGreaterThan(0);
    for (const reason of rated) expect(reason).toMatchObject(given.get(reason.movie!)!);
    expect(result.why).toMatch(/Film i[38]/);
    await expect(explain({ workspace, movie: 'i7' }, context)).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('says where the model has no opinion', async () => {
    const { fallback, reasons } = await explain({ workspace, model: 'item-knn', user: 'u5', movie: 'never' }, context);
    expect(fallback).toBe('no opinion');
    expect(reasons).toMatchObject([{ because: 'fallback' }]);
  });
});
