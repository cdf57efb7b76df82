import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import type { FeatureSet } from '../../src/dataset/film-features.ts';
import { compress } from '../../src/dataset/rows.ts';
import { latentVectors } from '../../src/features/latent-vectors.ts';
import { uniform } from '../../src/random.ts';

const context = createContext({ threads: 2 });
const films = 50;

/** A random set of so many features; the last film has none. */
function randomSet(name: string, features: number, weight: number): FeatureSet {
  const random = uniform(9, name);
  const triplets = { row: [] as number[], column: [] as number[], value: [] as number[] };
  for (let film = 0; film + 1 < films; film++) {
    const own = Array.from({ length: features }, (_, at) => at).filter((at) => random(film * features + at) < 0.3);
    for (const column of own) {
      triplets.row.push(film);
      triplets.column.push(column);
      triplets.value.push(1 / Math.sqrt(own.length));
    }
  }
  const { row, column, value } = triplets;
  const columns = { row: Int32Array.from(row), column: Int32Array.from(column), value: Float32Array.from(value) };
  const rows = compress(columns, films, features);
  return { name, weight, features: Array.from({ length: features }, (_, at) => `${name} ${at}`), rows };
}

/** The sets side by side, scaled by the roots of their weights. */
function denseOf(sets: readonly FeatureSet[]): number[][] {
  return Array.from({ length: films }, (_, film) =>
    sets.flatMap(({ features, rows, weight }) => {
      const own = new Array<number>(features.length).fill(0);
      for (let at = rows.starts[film]; at < rows.starts[film + 1]; at++) {
        own[rows.indexes[at]] = Math.sqrt(weight) * rows.values[at];
      }
      return own;
    }),
  );
}

const sets = [randomSet('first', 20, 1), randomSet('second', 12, 0.5)];

describe('vectors of all sets together', () => {
  const dimensions = 8;

  test('have the cosines that a full singular value decomposition gives within its first dimensions', async () => {
    const { width, values } = await latentVectors(sets, films, dimensions, context);
    expect(width).toBe(dimensions);
    const { leftSingularVectors, diagonal } = new SingularValueDecomposition(new Matrix(denseOf(sets)), {
      autoTranspose: true,
    });
    const exact = Array.from({ length: films }, (_, film) =>
      Array.from({ length: dimensions }, (__, at) => leftSingularVectors.get(film, at) * diagonal[at]),
    );
    const cosine = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, x, at) => sum + x * b[at], 0) / (Math.hypot(...a) * Math.hypot(...b));
    const found = Array.from({ length: films }, (_, film) => [...values.subarray(film * width, (film + 1) * width)]);
    for (let a = 0; a + 1 < films; a++) {
      for (let b = 0; b < a; b++) expect(found[a].reduce((sum, x, at) => sum + x * found[b][at], 0)).toBeCloseTo(cosine(exact[a], exact[b]), 2); // prettier-ignore
    }
  });

  test('have length 1, and 0 for a film of which nothing is known', async () => {
    const { width, values } = await latentVectors(sets, films, dimensions, context);
    const lengths = Array.from({ length: films }, (_, film) =>
      Math.hypot(...values.subarray(film * width, (film + 1) * width)),
    );
    for (const length of lengths.slice(0, -1)) expect(length).toBeCloseTo(1, 5);
    expect(lengths.at(-1)).toBe(0);
  });

  test('are the same to the bit on one thread and on two, and others with another seed', async () => {
    const [one, two, other] = await Promise.all([
      latentVectors(sets, films, dimensions, createContext({ threads: 1 })),
      latentVectors(sets, films, dimensions, createContext({ threads: 2 })),
      latentVectors(sets, films, dimensions, createContext({ seed: 7 })),
    ]);
    expect(one).toEqual(two);
    expect(one.values).not.toEqual(other.values);
  });

  test('keep all products where there are as many dimensions as the rank, which may be fewer than asked for', async () => {
    const few = [randomSet('few', 6, 2)];
    const { width, values } = await latentVectors(few, films, 64, context);
    expect(width).toBe(8);
    const dense = denseOf(few).map((row) => row.map((value) => value / Math.SQRT2));
    for (const [a, one] of dense.entries()) {
      for (const [b, other] of dense.entries()) {
        const product = one.reduce((sum, value, at) => sum + value * other[at], 0);
        let found = 0;
        for (let at = 0; at < width; at++) found += values[a * width + at] * values[b * width + at];
        expect(found).toBeCloseTo(product, 4);
      }
    }
  });

  test('are zeros where there are no sets', async () => {
    const { width, values } = await latentVectors([], 3, 64, context);
    expect(values).toEqual(new Float32Array(3 * width));
  });
});
