import { inverse, Matrix } from 'ml-matrix';
import { expect, it } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { mostTelling } from '../../../src/server/onboarding/most-telling.ts';
import { likeCovariances } from '../../../src/server/onboarding/like-covariances.ts';
import { twoTastes } from '../../fixtures/ratings.ts';

const context = createContext();
const ratings = twoTastes();
const films = [...ratings.items.names.keys()].slice(0, 12);

/** What is left of the variances once some variables were answered with noise: the trace of C − C_s (C_ss + I)⁻¹ C_sᵀ. */
function varianceLeft(covariances: Matrix, asked: readonly number[]): number {
  const all = [...films.keys()];
  const known = covariances
    .subMatrixRow([...asked])
    .subMatrixColumn([...asked])
    .add(Matrix.eye(asked.length));
  const across = covariances.subMatrixRow(all).subMatrixColumn([...asked]);
  return covariances.trace() - across.mmul(inverse(known)).mmul(across.transpose()).trace();
}

it('counts how likes go together', async () => {
  const covariances = await likeCovariances(ratings.byUser, films, 4, context);
  const liked = new Set<string>();
  const { user, item, value } = ratings.columns;
  value.forEach((rating, at) => rating >= 4 && liked.add(`${user[at]} ${item[at]}`));
  const people = [...ratings.users.names.keys()];
  const likes = (film: number): number[] => people.map((person) => Number(liked.has(`${person} ${film}`)));
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  for (const [a, one] of films.entries()) {
    for (const [b, other] of films.entries()) {
      const [x, y] = [likes(one), likes(other)];
      const covariance = mean(x.map((value_, n) => (value_ - mean(x)) * (y[n] - mean(y))));
      expect(covariances[a * films.length + b]).toBeCloseTo(covariance, 12);
    }
  }
});

it('asks next about what leaves the least variance, by the formula of the normal distribution written out', async () => {
  const covariances = await likeCovariances(ratings.byUser, films, 4, context);
  const order = await mostTelling(covariances, 6, context);
  const matrix = Matrix.from1DArray(films.length, films.length, [...covariances]);
  const asked: number[] = [];
  for (const next of order) {
    const open = [...films.keys()].filter((place) => !asked.includes(place));
    const best = open.sort((a, b) => varianceLeft(matrix, [...asked, a]) - varianceLeft(matrix, [...asked, b]))[0];
    expect(next).toBe(best);
    asked.push(next);
  }
});
