import type { Space } from './space.ts';
import { optionsOf, placeOf } from './unit.ts';
import type { Observation } from './search.ts';

/** A density over the settings of a space, as points with one coordinate a dimension. */
export interface Density {
  /** Log p(x). */
  log(point: readonly number[]): number;
  /** A point drawn from it. */
  draw(random: () => number): number[];
}

/** A setting as a point: numbers by their place in the range, choices by their index. */
export const pointOf = (space: Space, { parameters }: Pick<Observation, 'parameters'>): number[] =>
  space.map(({ name, parameter }) => placeOf(parameter, parameters[name]));

/**
 * The Parzen estimator of n points: (Σ Π k(x, xᵢ) + 1) / (n + 1), where a kernel k is, in a dimension of numbers, the
 * normal density around the point, cut off at the ends of the range; in one of c choices 1 - ε for the same and ε
 * spread over all (Aitchison and Aitken 1976), with ε = c / (c + n). The 1 stands for the uniform density: what was never
 * tried is not impossible. One bandwidth for all numbers, by Scott's exponent: 0.16 · n^(-1 / (dimensions + 4)).
 */
export function parzen(space: Space, points: readonly (readonly number[])[]): Density {
  const count = points.length;
  const choices = space.map(({ parameter }) => optionsOf(parameter)?.length ?? 0);
  const bandwidth = spread * Math.max(1, count) ** (-1 / (space.length + 4));
  const blur = (options: number): number => options / (options + count);
  const uniform = choices.reduce((sum, options) => sum - (options ? Math.log(options) : 0), 0);

  const kernel = (at: number, x: number, center: number): number => {
    const options = choices[at];
    if (options) return Math.log((x === center ? 1 - blur(options) : 0) + blur(options) / options);
    const within = normalShare((1 - center) / bandwidth) - normalShare(-center / bandwidth);
    return -0.5 * ((x - center) / bandwidth) ** 2 - Math.log(bandwidth * Math.sqrt(2 * Math.PI) * within);
  };

  return {
    log(point) {
      const logs = points.map((center) => center.reduce((sum, place, at) => sum + kernel(at, point[at], place), 0));
      const highest = logs.reduce((most, one) => Math.max(most, one), uniform);
      const sum = [...logs, uniform].reduce((total, one) => total + Math.exp(one - highest), 0);
      return highest + Math.log(sum / (count + 1));
    },

    draw(random) {
      const center = points[Math.floor(random() * (count + 1))] as readonly number[] | undefined;
      return choices.map((options, at) => {
        if (options) return center && random() >= blur(options) ? center[at] : Math.floor(random() * options);
        if (!center) return random();
        for (;;) {
          const place =
            center[at] + bandwidth * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
          if (place >= 0 && place <= 1) return place;
        }
      });
    },
  };
}

/** The bandwidth of a single point. */
const spread = 0.16;

/** The share of the normal distribution below z, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
