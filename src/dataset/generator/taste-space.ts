import { normal } from '../../random.ts';

/**
 * The hidden dimensions of taste. A person and a film are vectors in them, a genre, a director and an era directions;
 * how much a film is to someone's taste is the vectors' product, of mean 0 and deviation 1 over people.
 */
export const dimensions = 12;

/** The deviation of people's taste in each dimension: few dimensions matter much, as in real ratings. */
export const strengths = Float64Array.from({ length: dimensions }, (_, dimension) => 0.72 ** dimension);

/** The direction that belongs to a name ("genre Comedy", "director Sofia Coppola"), each coordinate standard normal. */
export function directionOf(name: string, seed: number): Float64Array {
  const random = normal(seed, `direction of ${name}`);
  return Float64Array.from({ length: dimensions }, (_, dimension) => random(dimension));
}

/** The same direction with the length at which its product with people's tastes has deviation 1. */
export function scaledToPeople(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector.map((coordinate, dimension) => coordinate * strengths[dimension]));
  return vector.map((coordinate) => coordinate / (length || 1));
}

/** Adds `weight · vector` to `sum`. */
export function add(sum: Float64Array, vector: Float64Array, weight: number): void {
  for (let dimension = 0; dimension < dimensions; dimension++) sum[dimension] += weight * vector[dimension];
}
