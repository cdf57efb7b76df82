import KNN from 'ml-knn';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { History } from '../../src/dataset/history.ts';
import { normal } from '../../src/random.ts';
import { fit } from '../../src/models/registry.ts';
import { ratingsFrom } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const [films, width, neighbors, damping] = [120, 8, 5, 3];
const gauss = normal(2, 'points');

/** Films anywhere on a sphere, the last of them nowhere; one person has rated every second one. */
const points = Array.from({ length: films }, (_, film) => {
  const raw = Array.from({ length: width }, (__, at) => (film < films - 1 ? gauss(film * width + at) : 0));
  const length = Math.hypot(...raw) || 1;
  return raw.map((value) => value / length);
});
const names = points.map((_, film) => `${film}`);
const rows = names.map((item, film) => ({ user: 'a', item, rating: points[film][0] > 0 ? 5 : 2 }));
const all = ratingsFrom(rows);
const vectors = { width, values: Float32Array.from(points.flat()) };
const ratings = all.withFeatures({ ...all.features!, vectors });
const model = await fit('taste-knn', ratings, { neighbors, damping, dimensions: width }, context);
const rated = names.flatMap((_, film) => (film % 2 === 0 ? [film] : []));
const history = (value: (film: number) => number): History => ({
  items: Int32Array.from(rated),
  ratings: Float32Array.from(rated, value),
});
const own = history((film) => rows[film].rating);

const squared = (a: number, b: number): number =>
  points[a].reduce((sum, x, at) => sum + (Math.fround(x) - Math.fround(points[b][at])) ** 2, 0);
const nearest = (film: number): { film: number; weight: number }[] =>
  rated
    .filter((other) => other !== film)
    .sort((a, b) => squared(film, a) - squared(film, b))
    .slice(0, neighbors)
    .map((other) => ({ film: other, weight: 0.05 / (0.05 + squared(film, other)) }));

describe('the score', () => {
  test('is the share of likes among the nearest of all rated films, one compared with every other', () => {
    const scores = model.scoreAll(model.foldIn(own));
    for (let film = 0; film < films - 1; film++) {
      const found = nearest(film);
      const total = found.reduce((sum, { weight }) => sum + weight, damping);
      const likes = found.reduce((sum, one) => sum + one.weight * Number(rows[one.film].rating >= 4), damping / 2);
      expect(scores[film]).toBeCloseTo(likes / total, 4);
    }
  });

  test('is above one half where ml-knn’s own classifier says "like", if neighbors are of one mind', () => {
    const classifier = new KNN(
      rated.map((film) => points[film]),
      rated.map((film) => Number(rows[film].rating >= 4)),
      { k: neighbors },
    );
    const scores = model.scoreAll(model.foldIn(own));
    let compared = 0;
    for (let film = 1; film < films - 1; film += 2) {
      const likes = nearest(film).filter((one) => rows[one.film].rating >= 4).length;
      if (likes > 0 && likes < neighbors) continue;
      expect(scores[film] > 0.5).toBe(classifier.predict([points[film]])[0] === 1);
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
  });

  test('is the higher the nearer, for someone who likes everything', () => {
    const scores = model.scoreAll(model.foldIn(history(() => 5)));
    const near = (film: number): number => nearest(film).reduce((sum, { weight }) => sum + weight, 0);
    for (let film = 3; film < films - 1; film += 2) {
      if (Math.abs(near(film) - near(film - 2)) < 1e-4) continue;
      expect(Math.sign(scores[film] - scores[film - 2])).toBe(Math.sign(near(film) - near(film - 2)));
    }
  });

  test('is no opinion on a film that lies nowhere, nor of someone whose films all do', () => {
    expect(model.scoreAll(model.foldIn(own))[films - 1]).toBeNaN();
    const nowhere = { items: Int32Array.of(films - 1), ratings: Float32Array.of(5) };
    expect(model.scoreAll(model.foldIn(nowhere)).every(Number.isNaN)).toBe(true);
  });
});

test('reasons are the neighbors: liked ones speak for a film, others against', () => {
  const { contributions } = model.explain(model.foldIn(own), 1);
  const reasons = contributions.flatMap((reason) => (reason.because === 'rated' ? [reason] : []));
  expect(reasons.map(({ item }) => item).sort()).toEqual(
    nearest(1)
      .map(({ film }) => film)
      .sort(),
  );
  for (const { item, amount } of reasons) expect(amount > 0).toBe(rows[item].rating >= 4);
});
