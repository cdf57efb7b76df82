import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { nearestClusters as expected } from '../../src/kernels/reference/nearest-clusters.ts';
import { sequence } from '../../src/random.ts';

const shapes = [
  { rows: 1, columns: 1, clusters: 1, others: 1 },
  { rows: 40, columns: 13, clusters: 3, others: 3 },
  { rows: 57, columns: 31, clusters: 7, others: 2 },
  { rows: 9, columns: 200, clusters: 2, others: 11 },
];

test.each(shapes)('$rows rows: chooses as entry by entry in float64, and sums up each part', (shape) => {
  const { rows, columns, clusters, others } = shape;
  const arena = new Arena();
  const random = sequence(rows, 'nearest clusters');
  const entries = Array.from({ length: rows }, (_, row) =>
    [...Array(columns).keys()].filter(() => row % 5 !== 3 && random() < 0.4),
  );
  const indexes = arena.place(Int32Array.from(entries.flat()));
  const starts = arena.place(Uint32Array.from({ length: rows + 1 }, (_, row) => entries.slice(0, row).flat().length));
  const left = arena.place(Float32Array.from(indexes, () => random() * 4 - 2));
  const values = arena.place(Float32Array.from(indexes, () => Math.ceil(random() * 5)));
  const columnClusters = arena.place(Int32Array.from({ length: columns }, () => Math.floor(random() * others)));
  const levels = arena.place(Float64Array.from({ length: clusters * others }, () => random() - 0.5));
  const chosen = arena.int32(rows).fill(-1);
  const sums = arena.float64(rows * others * 3).fill(NaN);
  const call = (from: number, to: number): void =>
    arena.kernels.nearestClusters(
      from,
      to,
      ...([starts, indexes, left, values, columnClusters].map((array) => array.byteOffset) as [
        number,
        number,
        number,
        number,
        number,
      ]),
      clusters,
      others,
      levels.byteOffset,
      chosen.byteOffset,
      sums.byteOffset,
    );
  call(0, 1);
  call(1, rows);

  const table = Array.from({ length: clusters }, (_, row) => [...levels.slice(row * others, (row + 1) * others)]);
  expect([...chosen]).toEqual(expected({ starts, indexes, left, columnClusters, levels: table }));
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < others; other++) {
      const [count, x, rating] = sums.slice((row * others + other) * 3);
      const own = [...Array(starts[row + 1] - starts[row]).keys()]
        .map((at) => starts[row] + at)
        .filter((at) => columnClusters[indexes[at]] === other);
      expect(count).toBe(own.length);
      expect(x).toBeCloseTo(
        own.reduce((sum, at) => sum + left[at], 0),
        10,
      );
      expect(rating).toBe(own.reduce((sum, at) => sum + values[at], 0));
    }
  }
});

test('ties go to the lowest cluster', () => {
  const arena = new Arena();
  const place = (numbers: Int32Array | Float32Array | Float64Array): number => arena.place(numbers).byteOffset;
  const chosen = arena.int32(1).fill(-1);
  const value = place(Float32Array.of(0.5));
  // 0.25 and 0.75 are equally far from 0.5; 2 is farther.
  const levels = place(Float64Array.of(2, 0.25, 0.75));
  const [starts, indexes, clusters] = [Int32Array.of(0, 1), Int32Array.of(0), Int32Array.of(0)].map(place);
  const sums = place(new Float64Array(3));
  arena.kernels.nearestClusters(0, 1, starts, indexes, value, value, clusters, 3, 1, levels, chosen.byteOffset, sums);
  expect(chosen[0]).toBe(1);
});
