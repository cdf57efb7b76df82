import type { Rows } from '../../dataset/rows.ts';

const mostSteps = 200;
const tolerance = 1e-7;

/** What a person's taste is found from: film vectors that vary as taste does, and the variances of the rest. */
export interface TasteEquations extends Rows {
  /** What each column of the films means. */
  readonly features: readonly string[];
  /** The variance of how high people rate. */
  readonly people: number;
  readonly noise: number;
}

/**
 * How much each rated film speaks, α, for films like it: the ridge regression of what the ratings leave of the films'
 * levels, r, on (√people, x), each counting as much as `weights` says, in its dual form
 * (K + noise · W⁻¹) α = r with K = people + X Xᵀ. A film x then scores x · Σ αⱼ xⱼ + people · Σ αⱼ. By conjugate gradients on
 * √W K √W + noise, which is well-conditioned however small a weight. O(steps · entries of the history).
 */
export function solveVoices(
  { starts, indexes, values, features, people, noise }: TasteEquations,
  { items, left, weights }: { items: Int32Array; left: Float64Array; weights: Float32Array },
): Float64Array {
  const roots = Float64Array.from(weights, Math.sqrt);
  const profile = new Float64Array(features.length);
  const image = (voices: Float64Array): Float64Array => {
    profile.fill(0);
    let all = 0;
    for (const [row, item] of items.entries()) {
      const voice = voices[row] * roots[row];
      all += voice;
      for (let at = starts[item]; at < starts[item + 1]; at++) profile[indexes[at]] += voice * values[at];
    }
    return voices.map((voice, row) => {
      let sum = people * all;
      for (let at = starts[items[row]]; at < starts[items[row] + 1]; at++) sum += values[at] * profile[indexes[at]];
      return roots[row] * sum + noise * voice;
    });
  };
  const target = left.map((value, row) => value * roots[row]);
  return conjugateGradients(image, target).map((voice, row) => voice * roots[row]);
}

/** The x with A x = b, of a positive definite A given by what it makes of a vector. */
function conjugateGradients(image: (x: Float64Array) => Float64Array, b: Float64Array): Float64Array {
  const solution = new Float64Array(b.length);
  const residual = b.slice();
  const direction = b.slice();
  let squares = dot(residual, residual);
  const enough = tolerance ** 2 * squares;
  for (let step = 0; step < mostSteps && squares > enough; step++) {
    const seen = image(direction);
    const size = squares / dot(direction, seen);
    for (let at = 0; at < b.length; at++) {
      solution[at] += size * direction[at];
      residual[at] -= size * seen[at];
    }
    const before = squares;
    squares = dot(residual, residual);
    for (let at = 0; at < b.length; at++) direction[at] = residual[at] + (squares / before) * direction[at];
  }
  return solution;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}
