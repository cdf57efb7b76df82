import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import { fit } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 2 });
const ratings = twoTastes();
type State = { readonly itemVectors: Float32Array; readonly films: Int32Array; readonly width: number };

test.each(['warp', 'bpr'] as const)(
  'without a pull, what people liked has the vectors of %s, to the bit',
  async (loss) => {
    const shared = { factors: 6, epochs: 10, learningRate: 0.05, regularization: 0.1 };
    const rates = { bprLearningRate: shared.learningRate, bprRegularization: shared.regularization };
    const plain = (await fit(loss, ratings, shared, context)).state as State;
    const model = (await fit('lightfm', ratings, { ...shared, ...rates, loss, pull: 0 }, context)).state as State;
    for (const film of plain.films) {
      const own = ({ itemVectors, width }: State) => itemVectors.subarray(film * width, (film + 1) * width);
      expect(own(model)).toEqual(own(plain));
    }
  },
);

test('a film that nobody liked has the sum of the vectors of its features, their ridge regression by ml-matrix', async () => {
  const featureRidge = 0.5;
  const model = await fit('lightfm', ratings, { factors: 6, featureRidge }, context);
  const { itemVectors, films, width } = model.state as State;
  const features = Matrix.zeros(ratings.items.size, 100);
  let first = 0;
  for (const { features: own, rows, weight } of ratings.features!.sets) {
    for (let film = 0; film < ratings.items.size; film++) {
      for (let at = rows.starts[film]; at < rows.starts[film + 1]; at++) {
        features.set(film, first + rows.indexes[at], Math.sqrt(weight) * rows.values[at]);
      }
    }
    first += own.length;
  }
  const vectors = Matrix.from1DArray(ratings.items.size, width, itemVectors);
  const known = features.selection([...films], [...Array(100).keys()]);
  const right = known.transpose().mmul(vectors.selection([...films], [...Array(width).keys()]));
  const coefficients = solve(known.transpose().mmul(known).add(Matrix.eye(100).mul(featureRidge)), right);
  for (const name of ['never', 'ever']) {
    const film = ratings.items.indexOf(name);
    const expected = features.getRowVector(film).mmul(coefficients).getRow(0);
    for (const f of [0, 1, 2, 3, 4, 5, 7]) expect(Math.abs(vectors.get(film, f) - expected[f])).toBeLessThan(0.01);
    expect(Math.hypot(...expected.slice(0, 6))).toBeGreaterThan(0.1);
    expect(vectors.get(film, 6)).toBe(1);
  }
});

test('an explanation leaves no more than rounding to the rest, for films that nobody rated too', async () => {
  for (const loss of ['warp', 'bpr'] as const) {
    const model = await fit('lightfm', ratings, { factors: 10, loss }, context);
    for (const user of [0, 7, 30]) {
      for (let item = 0; item < ratings.items.size; item++) {
        const rest = model.explain(model.user(user), item).contributions.find(({ because }) => because === 'rest');
        expect(Math.abs(rest!.amount)).toBeLessThan(1e-4);
      }
    }
  }
});

test('someone who likes but films that nobody else has rated gets other lists than someone without any', async () => {
  const model = await fit('lightfm', ratings, { factors: 6 }, context);
  const never = model.foldIn({ items: Int32Array.of(ratings.items.indexOf('never')), ratings: Float32Array.of(5) });
  const nobody = model.foldIn({ items: new Int32Array(), ratings: new Float32Array() });
  expect(model.scoreAll(never)).not.toEqual(model.scoreAll(nobody));
  expect(historyOf(ratings.byItem, ratings.items.indexOf('never')).items).toHaveLength(0);
});
