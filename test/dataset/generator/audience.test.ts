import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Audience, type RatedFilms } from '../../../src/dataset/generator/audience.ts';
import { demoPlan } from '../../../src/dataset/generator/demo-plan.ts';
import { inventedCatalog } from '../../../src/dataset/generator/invented-catalog.ts';
import type { Plan } from '../../../src/dataset/generator/plan.ts';
import { publishedShapes } from '../../../src/dataset/generator/shapes.ts';
import { resolveSizes, type AskedSizes } from '../../../src/dataset/generator/sizes.ts';
import { biasError, factorError, meanError } from './prediction-errors.ts';

function planFor(asked: AskedSizes, seed = 42): Plan {
  const { films, ...sizes } = resolveSizes(asked);
  return { ...sizes, seed, films: inventedCatalog(films, 1995, seed) };
}

/** How unevenly something is spread: 0 where all have the same, towards 1 where one has all. */
function gini(counts: Float64Array): number {
  const sorted = counts.slice().sort();
  const total = sorted.reduce((sum, count) => sum + count, 0);
  const weighted = sorted.reduce((sum, count, at) => sum + (2 * (at + 1) - sorted.length - 1) * count, 0);
  return weighted / (sorted.length * total);
}

const demo = [...new Audience(await demoPlan()).ratedFilms()];

test.each([
  { ratings: 5000, users: 40, films: 300 },
  { ratings: 300, users: 300, films: 1 },
  { ratings: 1200, users: 30, films: 40 },
  { ratings: 1, users: 1, films: 1 },
  { ratings: 500, users: 20, films: 500 },
  { ratings: 1190, users: 30, films: 40 },
])('$ratings ratings by $users people of $films films are exactly that, and no pair occurs twice', (asked) => {
  const people = [...new Audience(planFor(asked)).ratedFilms()];
  expect(people.map(({ person }) => person.index)).toEqual(people.map((_, index) => index));
  expect(people).toHaveLength(asked.users);
  const pairs = people.flatMap(({ person, films }) => Array.from(films, (film) => `${person.index} ${film}`));
  expect(pairs).toHaveLength(asked.ratings);
  expect(new Set(pairs).size).toBe(asked.ratings);
  expect(new Set(people.flatMap(({ films }) => [...films])).size).toBe(asked.films);
});

describe.each(['ml-100k', 'ml-1m'] as const)('an audience like %s', (like) => {
  const { shares, films, users, ratings } = publishedShapes[like];
  const counts: Record<string, number> = {};
  const perFilm = new Float64Array(films);
  const perUser = new Float64Array(users);
  for (const { person, films: rated, stars } of new Audience(planFor({ like })).ratedFilms()) {
    for (const star of stars) counts[star] = (counts[star] ?? 0) + 1;
    for (const film of rated) perFilm[film]++;
    perUser[person.index] = rated.length;
  }

  test('gives each number of stars as often as published, within 1 percentage point', () => {
    expect(Object.keys(counts).sort()).toEqual(Object.keys(shares).sort());
    for (const [star, share] of Object.entries(shares)) {
      expect(Math.abs((100 * counts[star]) / ratings - share)).toBeLessThan(1);
    }
  });

  test('has the long tail of MovieLens: Gini of the films near .63, the best known rated by half of the people', () => {
    expect(gini(perFilm)).toBeGreaterThan(0.58);
    expect(gini(perFilm)).toBeLessThan(0.68);
    expect(Math.max(...perFilm) / users).toBeGreaterThan(0.4);
    expect(Math.min(...perFilm)).toBeGreaterThanOrEqual(1);
  });

  test('has nobody with fewer than 20 ratings, and some with very many', () => {
    expect(Math.min(...perUser)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...perUser)).toBeGreaterThan(500);
  });
});

describe('the demo', () => {
  test('rates in half stars from 0.5 to 5; some people never give half ones', () => {
    const stars = demo.flatMap((rated) => [...rated.stars]);
    expect([...new Set(stars)].sort((a, b) => a - b)).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]);
    const mean = stars.reduce((sum, star) => sum + star, 0) / stars.length;
    expect(mean).toBeGreaterThan(3.4);
    expect(mean).toBeLessThan(3.6);
    const whole = demo.filter((rated) => rated.stars.every((star) => Number.isInteger(star)));
    expect(whole.length / demo.length).toBeGreaterThan(0.3);
    expect(whole.length / demo.length).toBeLessThan(0.5);
  });

  test('is as predictable as MovieLens: mean 1.05, biases about .88, factors at least two hundredths better', () => {
    const films = 1 + Math.max(...demo.flatMap((rated) => [...rated.films]));
    const triplets = demo.flatMap(({ person, films, stars }) =>
      Array.from(films, (item, at) => ({ user: person.index, item, value: stars[at] })),
    );
    const sizes = { users: demo.length, items: films };
    const [mean, bias, factors] = [meanError, biasError, factorError].map((error) => error(triplets, sizes));
    expect(mean).toBeGreaterThan(1);
    expect(bias).toBeGreaterThan(0.86);
    expect(bias).toBeLessThan(0.92);
    expect(factors).toBeLessThan(bias - 0.02);
  });

  test('has times that ascend, in the years in which the audience existed, rather in the evening', () => {
    for (const { times } of demo) expect(times.every((time, at) => at === 0 || time > times[at - 1])).toBe(true);
    const times = demo.flatMap((rated) => [...rated.times]);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(Date.UTC(2010, 11, 30) / 1000);
    expect(Math.max(...times)).toBeLessThan(Date.UTC(2020, 0, 7) / 1000);
    const evening = times.filter((time) => new Date(time * 1000).getUTCHours() >= 17);
    expect(evening.length / times.length).toBeGreaterThan(0.5);
  });

  test('has a person 42 with at least 60 ratings who likes science fiction far more than romance', async () => {
    const { films: catalog } = await demoPlan();
    const { films, stars } = demo[41];
    const mean = (genre: string): number => {
      const given = [...stars].filter((_, at) => catalog[films[at]].genres.includes(genre));
      return given.reduce((sum, star) => sum + star, 0) / given.length;
    };
    expect(films.length).toBeGreaterThanOrEqual(60);
    expect([...films].filter((film) => catalog[film].genres.includes('Sci-Fi')).length).toBeGreaterThan(15);
    expect(mean('Sci-Fi')).toBeGreaterThan(mean('Romance') + 1);
  });
});

test('memory does not grow with the number of ratings', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const peakOf = (users: number, each: number): number => {
    let peak = 0;
    let seen = 0;
    for (const _rated of new Audience(planFor({ ratings: users * each, users, films: 1000 })).ratedFilms()) {
      if (++seen % Math.floor(users / 5) !== 0) continue;
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + arrayBuffers);
    }
    return peak;
  };
  peakOf(500, 100);
  // Twenty times the ratings: films, stars, opinions and times of all would take 19 MB more.
  expect(peakOf(4000, 250) - peakOf(500, 100)).toBeLessThan(10e6);
});

test('a person does not depend on how many others are drawn before', () => {
  const first = (audience: Audience): RatedFilms => audience.ratedFilms().next().value as RatedFilms;
  const plan = planFor({ ratings: 5000, users: 40, films: 300 });
  const audience = new Audience(plan);
  expect([...audience.ratedFilms()]).toEqual([...audience.ratedFilms()]);
  expect(first(audience)).toEqual(first(new Audience(plan)));
});
