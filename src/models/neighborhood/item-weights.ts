import type { Rows } from '../../dataset/rows.ts';
import { choice } from '../contract/parameters.ts';

const among = ['none', 'tf-idf', 'bm25'] as const;
export type Weights = (typeof among)[number];

export const weightsParameter = choice({
  default: 'tf-idf',
  among,
  onlyWith: { objective: 'ranking' },
  about: 'for ranking: all fans count alike, or those of few films more, as words do in texts',
});

/** How soon more of the same counts less, and how much long rows are held back: the usual values of BM25. */
const saturation = 1.2;
const lengthPart = 0.75;

/**
 * Values with which the likeness of two films is Σ xy over their common fans: the films' cosine, plain or with each fan
 * weighed by idf = log(films / (1 + films they like)), or BM25's product. As in the package implicit: films are the
 * documents, fans the words (Deshpande, Karypis 2004; Robertson, Walker 1994). `byItem` holds ones.
 */
export function weighItems({ starts, indexes }: Rows, userCount: number, weights: Weights): Float32Array {
  const items = starts.length - 1;
  const liked = new Uint32Array(userCount);
  for (const user of indexes) liked[user]++;
  const idf = Float64Array.from(liked, (count) => Math.log(items) - Math.log1p(count));
  const averageLength = indexes.length / items;
  const values = new Float32Array(indexes.length);
  for (let item = 0; item < items; item++) {
    const [from, to] = [starts[item], starts[item + 1]];
    const length = 1 - lengthPart + (lengthPart * (to - from)) / averageLength;
    const frequency = weights === 'bm25' ? (saturation + 1) / (saturation * length + 1) : 1;
    let squares = 0;
    for (let at = from; at < to; at++) {
      values[at] = weights === 'none' ? 1 : frequency * idf[indexes[at]];
      squares += values[at] ** 2;
    }
    if (weights === 'bm25' || squares === 0) continue;
    for (let at = from; at < to; at++) values[at] /= Math.sqrt(squares);
  }
  return values;
}
