import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';

const cutpoints = [-1e4, -1, 0.5, 2, 1e4];

/** Φ by Simpson's rule from far out. */
function below(x: number): number {
  const [from, steps] = [-12, 4000];
  const width = (Math.min(12, x) - from) / steps;
  let sum = 0;
  for (let at = 0; at <= steps; at++) {
    const z = from + at * width;
    sum += (at === 0 || at === steps ? 1 : at % 2 ? 4 : 2) * Math.exp(-(z * z) / 2);
  }
  return Math.max(0, (sum * width) / 3 / Math.sqrt(2 * Math.PI));
}

const place = (count: number, prediction: number, level: number) => {
  const arena = new Arena();
  return {
    arena,
    errors: arena.float32(count),
    latents: arena.float32(count).fill(prediction),
    levels: arena.int32(count).fill(level),
    cutpoints: arena.place(Float32Array.from(cutpoints)),
  };
};

test.each([
  [0, 0],
  [0.3, 1],
  [-2, 3],
  [4, 0],
  [1, 2],
])(
  'a number around %f of level %i lies between its cutpoints and has the mean of a truncated normal',
  (mean, level) => {
    const count = 40_000;
    const { arena, errors, latents, levels, cutpoints: limits } = place(count, mean, level);
    const addresses = [errors, latents, levels, limits].map(({ byteOffset }) => byteOffset);
    const [a, b, c, d] = addresses;
    arena.kernels.bfmLatent(0, count, a, b, c, d, 12_345);
    expect(latents.every((number) => number >= cutpoints[level] - 1e-5 && number <= cutpoints[level + 1] + 1e-5)).toBe(
      true,
    );
    expect(errors.every((error, at) => Math.abs(latents[at] - mean - error) < 1e-5)).toBe(true);
    const density = (x: number): number => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
    const [low, high] = [cutpoints[level] - mean, cutpoints[level + 1] - mean];
    const wanted = mean + (density(low) - density(high)) / (below(high) - below(low));
    expect(Math.abs(latents.reduce((sum, number) => sum + number, 0) / count - wanted)).toBeLessThan(0.02);
  },
);

test('the growth of the likelihood is that of the areas between the cutpoints', () => {
  const { arena, errors, latents, levels, cutpoints: limits } = place(3, 0.2, 1);
  levels.set([0, 2, 3]);
  const proposed = arena.place(Float32Array.from([-1e4, -0.8, 0.4, 1.9, 1e4]));
  const total = arena.float64(1);
  const addresses = [errors, latents, levels, limits, proposed, total].map(({ byteOffset }) => byteOffset);
  const [a, b, c, d, e, f] = addresses;
  arena.kernels.bfmCutpoints(0, 3, a, b, c, d, e, f);
  const likelihood = (points: ArrayLike<number>): number =>
    [0, 2, 3].reduce((sum, level) => sum + Math.log(below(points[level + 1] - 0.2) - below(points[level] - 0.2)), 0);
  expect(total[0]).toBeCloseTo(likelihood(proposed) - likelihood(cutpoints), 4);
});
