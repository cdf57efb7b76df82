import { neumf, type Neumf } from './neumf.ts';
import { drawFilm } from './neumf-examples.ts';
import { mix } from './random.ts';

/** What the kernel neumfUsers is given for one user. */
export interface NeumfUser extends Neumf {
  readonly width: number;
  readonly itemVectors: Float32Array;
  readonly start: Float32Array;
  readonly films: Int32Array;
  readonly passes: number;
  readonly draws: number;
  readonly weight: number;
  readonly rate: number;
  readonly regularization: number;
  readonly damping: number;
  readonly key: number;
}

/**
 * The vector of who likes these films, in float64 and straight from the formulas, as a start and the share that each
 * liked film has in the way from there: a step of Adam is linear in the gradients so far, and a gradient is a sum over
 * the liked films, with those drawn for each, and of the pull back, which is linear in the shares.
 */
export function neumfUser(user: NeumfUser, liked: Int32Array): { vector: Float64Array; shares: Float64Array[] } {
  const { width, itemVectors, start, films, passes, draws, weight, rate, regularization, damping, key } = user;
  const likes = new Set(liked);
  const vector = Float64Array.from(start);
  const second = new Float64Array(width);
  const moved = Array.from(liked, () => new Float64Array(width));
  const first = Array.from(liked, () => new Float64Array(width));
  for (let pass = 0; pass < passes && liked.length > 0; pass++) {
    let examples = 0;
    const gradients = Array.from(liked, (film) => {
      const sum = new Float64Array(width);
      const learnFrom = (item: number, label: number, count: number): void => {
        const q = itemVectors.subarray(item * width, (item + 1) * width);
        const { byUser } = neumf(user, vector, q, (ofTower, ofProducts) => {
          const error = count * (1 / (1 + Math.exp(-ofTower - ofProducts)) - label);
          return [error, error];
        });
        byUser.forEach((value, f) => (sum[f] += value));
        examples += count;
      };
      learnFrom(film, 1, 1);
      for (let draw = 0; draw < draws; draw++) {
        const other = drawFilm(likes, films, mix(mix(film + key) + pass * draws + draw));
        if (other >= 0) learnFrom(other, 0, weight);
      }
      return sum;
    });
    const pull = damping + regularization * examples;
    for (const [at, own] of gradients.entries()) moved[at].forEach((share, f) => (own[f] += pull * share));
    const size = (rate * (passes - pass)) / passes / (1 - 0.9 ** (pass + 1));
    for (let f = 0; f < width; f++) {
      const whole = gradients.reduce((sum, own) => sum + own[f], 0) / examples;
      second[f] = 0.999 * second[f] + 0.001 * whole ** 2;
      const deviation = Math.sqrt(second[f] / (1 - 0.999 ** (pass + 1))) + 1e-8;
      for (const [at, own] of gradients.entries()) {
        first[at][f] = 0.9 * first[at][f] + (0.1 * own[f]) / examples;
        const step = (size * first[at][f]) / deviation;
        moved[at][f] -= step;
        vector[f] -= step;
      }
    }
  }
  return { vector, shares: moved };
}
