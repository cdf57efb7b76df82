import { Matrix, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { filterRows } from '../../../src/dataset/rows.ts';
import { normal, sequence } from '../../../src/random.ts';
import { agreementWeights } from '../../../src/models/content/agreement-weights.ts';
import { boundedLeastSquares } from '../../../src/models/content/bounded-least-squares.ts';
import { expectedLevels } from '../../../src/models/content/expected-levels.ts';
import { filmMatrix } from '../../../src/models/content/film-matrix.ts';
import { likingWeights } from '../../../src/models/content/liking-weights.ts';
import { mixturesOf } from '../../../src/models/content/mixtures.ts';
import { featuresFrom } from '../../fixtures/features.ts';
import { ratingsFrom } from '../../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const [people, films] = [400, 60];
const random = sequence(3, 'facts');
const draw = (name: string, count: number): string => `${name} ${Math.floor(random() * count)}`;
const facts = Array.from({ length: films }, () => ({ genres: [draw('genre', 5)], tags: [draw('tag', 8)] }));
const features = featuresFrom(facts);
const matrix = filmMatrix(features.sets, films);

/** Ratings of people whose tastes vary by genre with a variance of .5, by tag of .1, by how high they rate of .2. */
const planted = { people: 0.2, sets: [0.5, 0.1], noise: 0.3 };
function simulated() {
  const gauss = normal(5, 'tastes');
  let next = 0;
  const rows = Array.from({ length: people }, (_, user) => {
    const high = gauss(next++) * Math.sqrt(planted.people);
    const tastes = features.sets.map((set, at) => set.features.map(() => gauss(next++) * Math.sqrt(planted.sets[at])));
    return facts.map((own, film) => {
      const [genre, tag] = features.sets.map((set) => set.features.indexOf(own[set.name as 'genres' | 'tags'][0]));
      const rating = 5 + high + tastes[0][genre] + tastes[1][tag] + gauss(next++) * Math.sqrt(planted.noise);
      return { user: `${user}`, item: `${film}`, rating };
    });
  });
  return ratingsFrom(rows.flat(), { min: -100, max: 100 }, { facts: (_, index) => facts[index] });
}

describe('variances', async () => {
  const ratings = simulated();
  const levels = new Float32Array(films);
  const found = await agreementWeights(matrix, mixturesOf(matrix, 'learned'), { ratings, levels }, context);

  test('are those that the ratings were made with', () => {
    expect(Math.abs(found.people - planted.people)).toBeLessThan(0.06);
    expect(Math.abs(found.sets[0] - planted.sets[0])).toBeLessThan(0.08);
    expect(Math.abs(found.sets[1] - planted.sets[1])).toBeLessThan(0.05);
    expect(Math.abs(found.noise - planted.noise)).toBeLessThan(0.08);
  });

  test('are in the given proportion where that is given', async () => {
    const given = { ...matrix, shares: Float64Array.of(0.75, 0.25) };
    const { sets } = await agreementWeights(given, mixturesOf(given, 'given'), { ratings, levels }, context);
    expect(sets[0] / sets[1]).toBeCloseTo(3, 10);
  });

  test('are the usual ones where there is nothing to learn from', async () => {
    const single = ratingsFrom([{ user: 'a', item: 'x', rating: 5 }], { min: 1, max: 5 });
    const one = filmMatrix(features.sets, films);
    const { sets, people: high } = await agreementWeights(
      one,
      mixturesOf(one, 'learned'),
      { ratings: single, levels: Float32Array.of(-1) },
      context,
    );
    expect([...sets, high].map((value) => Math.round(1000 * value))).toEqual([100, 100, 150]);
  });
});

test('liking weights: a set that people choose by counts for several times one they do not look at', async () => {
  const pick = sequence(9, 'likings');
  const rows = Array.from({ length: 300 }, (_, user) => {
    const own = `genre ${Math.floor(pick() * 5)}`;
    return facts.flatMap(({ genres }, film) =>
      pick() < (genres[0] === own ? 0.6 : 0.1) ? [{ user: `${user}`, item: `${film}`, rating: 5 }] : [],
    );
  });
  const ratings = ratingsFrom(rows.flat(), undefined, { facts: (_, index) => facts[index] });
  const order = ratings.items.names.map((name) => facts[Number(name)]);
  const own = filmMatrix(featuresFrom(order).sets, films);
  const tastes = {
    liked: filterRows(ratings.byUser, () => true),
    levelOf: () => 0,
    average: new Float64Array(own.features.length),
    prior: 5,
  };
  const { sets } = await likingWeights(own, mixturesOf(own, 'learned'), tastes, context);
  expect(sets[0]).toBeGreaterThan(2);
  expect(sets[0]).toBeGreaterThan(3 * sets[1]);
});

test('expected levels are those of the normal equations', async () => {
  const gauss = normal(1, 'levels');
  const targets = Float64Array.from({ length: films }, (_, film) => gauss(film));
  const weights = Float64Array.from({ length: films }, (_, film) => (film % 7) / 6);
  const { starts, indexes, values } = matrix.rows;
  const rows = Array.from({ length: films }, (_, film) => {
    const row = [...matrix.features.map(() => 0), 1];
    for (let at = starts[film]; at < starts[film + 1]; at++) row[indexes[at]] = values[at];
    return row;
  });
  const design = new Matrix(rows);
  const weighed = design.transpose().mmul(Matrix.diag([...weights]));
  const pull = Matrix.diag(rows[0].map((_, at) => (at < matrix.features.length ? 2 : 0)));
  const solution = solve(weighed.mmul(design).add(pull), weighed.mmul(Matrix.columnVector([...targets])));
  const expected = design.mmul(solution).to1DArray();
  const found = await expectedLevels(matrix.rows, { targets, weights, ridge: 2 }, context);
  for (let film = 0; film < films; film++) expect(found[film]).toBeCloseTo(expected[film], 6);
});

test('bounded least squares: where a bound holds the slope points beyond it, elsewhere there is none', () => {
  const a = [Float64Array.of(4, 1, 0.5), Float64Array.of(1, 3, -1), Float64Array.of(0.5, -1, 2)];
  for (const b of [Float64Array.of(1, -2, 3), Float64Array.of(-1, -1, -1), Float64Array.of(2, 2, 2)]) {
    const w = boundedLeastSquares(a, b, [-Infinity, 0, 0]);
    for (const [at, row] of a.entries()) {
      const slope = row.reduce((sum, value, other) => sum + value * w[other], -b[at]);
      if (at > 0 && w[at] === 0) expect(slope).toBeGreaterThanOrEqual(-1e-9);
      else expect(slope).toBeCloseTo(0, 8);
    }
  }
});
