import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { similarities as expected } from '../../src/kernels/reference/similarities.ts';
import {
  measures,
  rowCountOf,
  rowOf,
  similaritiesArguments,
  similaritiesScratch,
  type Measure,
} from '../../src/kernels/similarities.ts';
import { topSimilar } from '../../src/kernels/top-similar.ts';
import { comparison, shapes } from '../fixtures/comparison.ts';

const cases = Object.keys(measures).flatMap((measure) =>
  [0, 12.5].map((shrinkage) => ({ measure: measure as Measure, shrinkage })),
);

describe.each(cases)('$measure, shrunk by $shrinkage', ({ measure, shrinkage }) => {
  describe.each(shapes)('$rows rows of $columns columns', (shape) => {
    const { arena, comparison: compared } = comparison(shape, measure, shrinkage);
    const scratch = arena.uint8(similaritiesScratch(compared)).byteOffset;
    const found = Array.from({ length: shape.rows }, (_, row) => {
      const similarities = arena.float32(shape.rows);
      arena.kernels.similarities(...similaritiesArguments(compared, rowOf(compared, row), similarities), scratch);
      return similarities;
    });

    test('every similarity is the float64 formula’s within 2e-6, products within 2e-6 of them', () => {
      for (let row = 0; row < shape.rows; row++) {
        for (const [other, similarity] of expected(compared, rowOf(compared, row)).entries()) {
          expect(Math.abs(found[row][other] - similarity)).toBeLessThan(2e-6 * Math.max(1, similarity));
        }
      }
    });

    test('two rows are as alike from either side, to the bit', () => {
      for (let row = 0; row < shape.rows; row++) {
        for (let other = 0; other < shape.rows; other++) expect(found[row][other]).toBe(found[other][row]);
      }
    });

    test('a row that comes from elsewhere has the similarities of its double, and with the double one of its own', () => {
      const row = rowOf(compared, shape.rows - 1);
      const foreign = { indexes: arena.place(row.indexes.slice()), values: arena.place(row.values.slice()), self: -1 };
      const similarities = arena.float32(shape.rows);
      arena.kernels.similarities(...similaritiesArguments(compared, foreign, similarities), scratch);
      expect(similarities.subarray(0, -1)).toEqual(found[shape.rows - 1].subarray(0, -1));
      const [own] = expected(compared, foreign).slice(-1);
      expect(Math.abs(similarities[shape.rows - 1] - own)).toBeLessThan(2e-6 * Math.max(1, own));
    });

    test.each([1, 3, 40])(
      'lists of %i are the first of a stable sort, on one thread and on two, in any blocks',
      async (size) => {
        for (const [threads, rowsAtOnce] of [[1], [2], [1, 1], [2, 5], [2, 16]]) {
          const region = arena.region();
          const lists = await topSimilar(region, compared, size, createContext({ threads }), rowsAtOnce);
          for (let row = 0; row < rowCountOf(compared); row++) {
            const sorted = [...found[row].keys()]
              .filter((other) => found[row][other] > 0)
              .sort((a, b) => found[row][b] - found[row][a] || a - b)
              .slice(0, size);
            const padding = new Array<number>(size - sorted.length);
            const list = [...lists.rows.subarray(row * size, (row + 1) * size)];
            expect(list).toEqual([...sorted, ...padding.fill(-1)]);
            const scores = [...lists.similarities.subarray(row * size, (row + 1) * size)];
            expect(scores).toEqual([...sorted.map((other) => found[row][other]), ...padding.fill(0)]);
          }
          region.release();
        }
      },
    );
  });
});
