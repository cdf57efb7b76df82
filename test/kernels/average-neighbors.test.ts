import { describe, expect, test } from 'vitest';
import { averageNeighbors as expected } from '../../src/kernels/reference/average-neighbors.ts';
import { orderByLikeness } from '../../src/kernels/reference/order-by-likeness.ts';
import { sequence } from '../../src/random.ts';
import { comparison, shapes } from '../fixtures/comparison.ts';

const settings = [
  { size: 1, least: 1, prior: 0, level: 0, spread: 1 },
  { size: 5, least: 3, prior: 0.5, level: 3.5, spread: 0.7 },
  { size: 1000, least: 0, prior: 0, level: -1, spread: 2 },
];

describe.each(shapes)('$rows people, $columns items', (shape) => {
  test.each(settings)(
    'scores are the float64 mean within 1e-5, of all items and of some, with %j',
    ({ level, ...averaging }) => {
      const { arena, comparison: compared } = comparison(shape, 'cosine', 0);
      const random = sequence(shape.rows, 'average neighbors');
      const similarities = arena.place(
        Float32Array.from({ length: shape.rows }, () => Math.max(0, Math.floor(random() * 12 - 3)) / 8),
      );
      const sorted = orderByLikeness(similarities);
      const order = arena.place(Int32Array.from([...sorted, -1]));
      const levels = arena.place(Float32Array.from({ length: shape.columns }, () => random()));
      const scores = arena.float32(shape.columns);
      const { starts, indexes, values } = compared.byRow;
      arena.kernels.averageNeighbors(
        order.byteOffset,
        similarities.byteOffset,
        starts.byteOffset,
        indexes.byteOffset,
        values.byteOffset,
        shape.columns,
        averaging.size,
        averaging.least,
        averaging.prior,
        level,
        averaging.spread,
        levels.byteOffset,
        scores.byteOffset,
        arena.uint8(16 * shape.columns).byteOffset,
      );
      // Some items only, in any order, from the same ratings by item: the same to the bit.
      const some = arena.place(Int32Array.from({ length: shape.columns }, (_, at) => shape.columns - 1 - at));
      const ofSome = arena.float32(shape.columns);
      const byItem = compared.byColumn;
      arena.kernels.averageRaters(
        some.byteOffset,
        some.length,
        similarities.byteOffset,
        byItem.starts.byteOffset,
        byItem.indexes.byteOffset,
        byItem.values.byteOffset,
        averaging.size,
        averaging.least,
        averaging.prior,
        level,
        averaging.spread,
        levels.byteOffset,
        ofSome.byteOffset,
        arena.uint8(8 * averaging.size).byteOffset,
      );
      expect(ofSome.toReversed()).toEqual(scores);

      for (let item = 0; item < shape.columns; item++) {
        const about = { ...averaging, level: level + levels[item] };
        const score = expected(sorted, similarities, compared.byRow, item, about);
        if (Number.isNaN(score)) expect(scores[item]).toBeNaN();
        else expect(Math.abs(scores[item] - score)).toBeLessThan(1e-5);
      }
    },
  );
});
