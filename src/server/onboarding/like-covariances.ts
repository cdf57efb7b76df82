import { steps, type Context } from '../../context.ts';
import type { Rows } from '../../dataset/rows.ts';

/** More people do not change which films tell most. */
const peopleAtMost = 20_000;

/**
 * How the likes of some films go together: films × films, row after row, the covariances over people of liking the one and
 * liking the other, where a like is 1 and all else 0. From at most 20,000 people, evenly chosen.
 * O(people · likes² of a person), with turns for others in between.
 */
export async function likeCovariances(
  { starts, indexes, values }: Rows,
  films: readonly number[],
  relevant: number,
  context: Context,
): Promise<Float64Array> {
  const size = films.length;
  const places = new Map(films.map((item, place) => [item, place]));
  const both = new Float64Array(size * size);
  const stride = Math.ceil((starts.length - 1) / peopleAtMost);
  const people = Math.ceil((starts.length - 1) / stride);
  for await (const n of steps(context, people, 'people')) {
    const liked: number[] = [];
    for (let at = starts[n * stride]; at < starts[n * stride + 1]; at++) {
      const place = places.get(indexes[at]);
      if (place !== undefined && values[at] >= relevant) liked.push(place);
    }
    for (const a of liked) for (const b of liked) both[a * size + b]++;
  }
  const share = Float64Array.from(films, (_, place) => both[place * size + place] / people);
  return both.map((count, at) => count / people - share[Math.floor(at / size)] * share[at % size]);
}
