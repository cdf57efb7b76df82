import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const people = [...ratings.users.names.keys()];
const films = [...ratings.items.names.keys()];
const liked = people.map((user) => {
  const { items, ratings: values } = historyOf(ratings.byUser, user);
  return films.map((film) => Number(values[items.indexOf(film)] >= 4));
});
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);
const ofPerson = liked.map(sum);
const ofFilm = films.map((film) => sum(liked.map((row) => row[film])));

/** From film to film by way of a person, each step's probability to the power α, divided by the film's degree to β. */
const twoSteps = (alpha: number, beta: number): number[][] =>
  films.map((from) =>
    films.map((to) => {
      if (from === to || ofFilm[from] * ofFilm[to] === 0) return 0;
      const ways = people.map((user) => liked[user][from] * liked[user][to] * (1 / ofPerson[user]) ** alpha);
      return ((1 / ofFilm[from]) ** alpha * sum(ways.filter((way) => way > 0))) / ofFilm[to] ** beta;
    }),
  );

describe.each([
  { alpha: 1, beta: 0, neighbors: 100 },
  { alpha: 0.6, beta: 0.4, neighbors: 100 },
  { alpha: 1.7, beta: 0.9, neighbors: 5 },
  { alpha: 0, beta: 2, neighbors: 3 },
])('%o', async ({ alpha, beta, neighbors }) => {
  const model = await fit('rp3beta', ratings, { alpha, beta, neighbors }, context);
  const walk = twoSteps(alpha, beta);
  // Of equals some may be left out, and float32 tells less of what is equal: so the least that is let in is what counts.
  const least = walk.map((row) => row.toSorted((a, b) => b - a)[neighbors - 1] ?? 0);

  test('a score is what the naive walk in float64 arrives with, over the likeliest films from each', () => {
    for (const user of people) {
      const scores = model.scoreAll(model.user(user));
      for (const film of films) {
        const ways = films.map((from) => liked[user][from] * (ofPerson[user] || 1) ** -alpha * walk[from][film]);
        const sure = sum(ways.filter((_, from) => walk[from][film] > least[from] * (1 + 1e-5)));
        const possible = sum(ways.filter((_, from) => walk[from][film] >= least[from] * (1 - 1e-5)));
        if (possible === 0) expect(scores[film]).toBeNaN();
        else {
          const score = Number.isNaN(scores[film]) ? 0 : scores[film];
          expect(score).toBeGreaterThanOrEqual(sure * (1 - 1e-5));
          expect(score).toBeLessThanOrEqual(possible * (1 + 1e-5));
        }
      }
    }
  });

  test('films are as alike as the walk from the one to the other is likely, at most so many of them', () => {
    for (const film of films) {
      const list = model.similar(film, 100);
      expect(list.length).toBe(Math.min(neighbors, walk[film].filter((way) => way > 0).length));
      for (const { item, score } of list) expect(score / walk[film][item]).toBeCloseTo(1, 5);
    }
  });
});

// P³ of Cooper et al.: with α = 1 and β = 0 steps are probabilities, and a walk must end somewhere.
test('with alpha 1 and beta 0 the scores and the ways back to where one was add up to 1', async () => {
  const model = await fit('rp3beta', ratings, { alpha: 1, beta: 0, neighbors: 100 }, context);
  for (const user of people.filter((one) => ofPerson[one] > 0)) {
    const scores = model.scoreAll(model.user(user)).filter((score) => !Number.isNaN(score));
    const back = films
      .filter((film) => liked[user][film])
      .map((film) => {
        const ways = people.map((other) => liked[other][film] && 1 / ofPerson[other]);
        return sum(ways) / ofFilm[film] / ofPerson[user];
      });
    expect(sum([...scores]) + sum(back)).toBeCloseTo(1, 5);
  }
});

test('the higher beta, the less popular the films of the lists are', async () => {
  const popularity = async (beta: number): Promise<number> => {
    const model = await fit('rp3beta', ratings, { beta }, context);
    return sum(people.flatMap((user) => model.recommend(model.user(user), 5).map(({ item }) => ofFilm[item])));
  };
  const [none, some, much] = [await popularity(0), await popularity(0.7), await popularity(1.4)];
  expect(some).toBeLessThan(none);
  expect(much).toBeLessThan(some);
});
