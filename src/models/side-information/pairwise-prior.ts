import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';
import { multiplySparse } from '../../kernels/multiply-sparse.ts';
import type { FilmPrior } from '../descent/pairwise-fit.ts';
import type { Size } from '../contract/define-model.ts';
import { pairwiseStride } from '../descent/pairwise-descent.ts';
import { chosenFeatures } from './chosen-features.ts';
import { featureRegression, regress, regressionMemory } from './feature-regression.ts';

/** Steps of conjugate gradients in each epoch, which go on from where the last epoch left off. */
const steps = 2;

/** Features of a film that memory is announced for. */
const entriesOfFilm = 100;

/** The bytes that it takes, for as many features as films. */
export const pairwisePriorMemory = ({ items }: Size, factors: number): number =>
  regressionMemory({ films: items, features: items, entries: entriesOfFilm * items }, pairwiseStride(factors)) +
  4 * items * (2 * pairwiseStride(factors) + 2 * entriesOfFilm + 2);

/**
 * Films' vectors q under Σ |qᵢ − xᵢV|² + featureRidge · |V|², times `pull`, beside the loss of pairs: after each epoch V
 * is brought closer to the ridge regression of the liked films' vectors on their features x, and the vectors take the
 * proximal step q ← (q + s xV) / (1 + s), with s = pull times what steps are left. Films that nobody liked are xV.
 */
export function pairwisePrior(
  ratings: Ratings,
  films: Int32Array,
  { factors, pull, featureRidge, sets }: { factors: number; pull: number; featureRidge: number; sets: string },
  region: Region,
  context: Context,
): FilmPrior {
  const { rows, count } = chosenFeatures(ratings, sets, region);
  const stride = pairwiseStride(factors);
  const coefficients = region.float32(count * stride);
  const expected = region.float32(ratings.items.size * stride);
  const weights = region.float32(ratings.items.size);
  for (const film of films) weights[film] = 1;
  const regression = featureRegression(rows, { count, weights, width: stride }, region);
  const expect = (): Promise<void> =>
    multiplySparse(region.arena, { sparse: rows, dense: coefficients, width: stride, product: expected }, context);
  return {
    async afterEpoch({ itemVectors }, left) {
      await regress(regression, itemVectors, coefficients, { ridge: featureRidge, steps }, context);
      await expect();
      const size = left * pull;
      for (const film of films) {
        for (let at = film * stride; at < film * stride + stride; at++) {
          itemVectors[at] = (itemVectors[at] + size * expected[at]) / (1 + size);
        }
      }
    },
    async finish(itemVectors, width) {
      await expect();
      for (let film = 0; film < weights.length; film++) {
        if (weights[film] > 0 || rows.starts[film] === rows.starts[film + 1]) continue;
        itemVectors.set(expected.subarray(film * stride, film * stride + factors + 2), film * width);
        itemVectors[film * width + factors] = 1;
      }
    },
  };
}
