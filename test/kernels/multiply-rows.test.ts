import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { multiplyRow } from '../../src/kernels/reference/multiply-rows.ts';
import { sequence } from '../../src/random.ts';

const shapes = [
  { rows: 1, others: 1, factors: 1, offsets: false },
  { rows: 23, others: 17, factors: 15, offsets: false },
  { rows: 23, others: 17, factors: 15, offsets: true },
  { rows: 7, others: 90, factors: 64, offsets: true },
];

test.each(shapes)('$rows rows of $factors numbers, offsets $offsets: agrees with float64 within 1e-4', (shape) => {
  const { rows, others, factors, offsets } = shape;
  const arena = new Arena();
  const random = sequence(factors, 'multiply rows');
  const width = Math.ceil((factors + (offsets ? 2 : 0)) / 4) * 4;
  const vectorsOf = (count: number, [offset, constant]: [number, number]): Float32Array => {
    const vectors = arena.float32(count * width);
    for (let row = 0; row < count; row++) {
      for (let f = 0; f < factors; f++) vectors[row * width + f] = random();
      if (!offsets) continue;
      vectors[row * width + offset] = random() * 2 - 1;
      vectors[row * width + constant] = 1;
    }
    return vectors;
  };
  const [offset, constant] = [factors, factors + 1];
  const vectors = vectorsOf(rows, [offset, constant]);
  const theirs = vectorsOf(others, [constant, offset]);
  // Number 0 of the vectors is nowhere above 0, and every fifth row has no entries.
  for (let other = 0; factors > 1 && other < others; other++) theirs[other * width] = 0;
  const entries = Array.from({ length: rows }, (_, row) =>
    [...Array(others).keys()].filter(() => row % 5 !== 4 && random() < 0.6),
  );
  const starts = arena.place(Uint32Array.from({ length: rows + 1 }, (_, row) => entries.slice(0, row).flat().length));
  const indexes = arena.place(Int32Array.from(entries.flat()));
  const values = arena.place(Float32Array.from(indexes, () => Math.floor(random() * 6)));
  const options = { regularization: 0.06, prior: 0.5, center: 0.3 };
  const vectorOf = (of: Float32Array, row: number): number[] => [...of.subarray(row * width, (row + 1) * width)];
  const expected = entries.map((own, row) =>
    multiplyRow({
      vector: vectorOf(vectors, row),
      values: [...values.subarray(starts[row], starts[row + 1])],
      others: own.map((other) => vectorOf(theirs, other)),
      ...options,
      ...(offsets && { offset, constant }),
    }),
  );
  const scratch = arena.uint8(8 * width).byteOffset;
  const call = (from: number, to: number): void =>
    arena.kernels.multiplyRows(
      from,
      to,
      starts.byteOffset,
      indexes.byteOffset,
      values.byteOffset,
      vectors.byteOffset,
      theirs.byteOffset,
      width,
      options.regularization,
      options.prior,
      offsets ? offset : -1,
      offsets ? constant : -1,
      options.center,
      scratch,
    );
  call(0, 1);
  call(1, rows);
  expected.forEach((vector, row) =>
    vector.forEach((value, f) => expect(Math.abs(vectors[row * width + f] - value)).toBeLessThan(1e-4)),
  );
});
