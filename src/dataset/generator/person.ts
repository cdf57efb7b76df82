import { normal, uniform } from '../../random.ts';
import type { Protagonist } from './plan.ts';
import { add, dimensions, directionOf, scaledToPeople, strengths } from './taste-space.ts';

/** How many people never give half a star, where the scale has half stars. */
export const wholeStarPart = 0.4;

/** Someone of the audience. */
export interface Person {
  /** From 0; the raw id is one more. */
  readonly index: number;
  /** A vector in the dimensions of taste. */
  readonly taste: Float64Array;
  /** How kindly this person rates, standard normal. */
  readonly kindness: number;
  /** How strongly taste shows in the ratings; 1 is usual. */
  readonly decidedness: number;
  readonly wholeStars: boolean;
}

/** Person by index: depends on the seed and the index alone. */
export function personSource(seed: number, protagonist?: Protagonist): (index: number) => Person {
  const taste = normal(seed, 'taste');
  const kindness = normal(seed, 'kindness');
  const decidedness = normal(seed, 'decidedness', 0.25);
  const habit = uniform(seed, 'star habit');
  const given = protagonist && tasteFor(protagonist, seed);
  return (index) => {
    const own = strengths.map((strength, at) => strength * taste(index * dimensions + at));
    const special = index + 1 === protagonist?.id;
    return {
      index,
      taste: special ? given! : own,
      kindness: special ? 0 : kindness(index),
      decidedness: special ? 1.3 : Math.exp(decidedness(index)),
      wholeStars: !special && habit(index) < wholeStarPart,
    };
  };
}

/** A taste that is pronounced in the direction of the liked genres: of length 4 where 1 is usual. */
function tasteFor({ taste }: Protagonist, seed: number): Float64Array {
  const sum = new Float64Array(dimensions);
  for (const [genre, weight] of Object.entries(taste)) {
    add(sum, scaledToPeople(directionOf(`genre ${genre}`, seed)), weight);
  }
  // Towards s²·g is the likeliest way to a given product with g for someone whose coordinates deviate by s.
  const likeliest = sum.map((coordinate, at) => coordinate * strengths[at] ** 2);
  const product = likeliest.reduce((total, coordinate, at) => total + coordinate * sum[at], 0);
  return likeliest.map((coordinate) => (coordinate / (Math.sqrt(product) || 1)) * 4);
}
