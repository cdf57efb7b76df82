import type { z } from 'zod';
import { top } from '../../models/contract/top.ts';
import type { SimilarFilms, similarQuery } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import { itemOf } from '../item-of.ts';
import type { Service } from '../service.ts';

type SimilarWish = z.output<typeof similarQuery>;
interface Alike {
  readonly item: number;
  readonly score: number;
  readonly people?: number;
}
/** A way to find films that are like one; none where it knows nothing of that film. */
type Way = (service: Service, item: number, wish: SimilarWish) => Promise<readonly Alike[]>;

const ways: Readonly<Record<SimilarFilms['by'], Way>> = {
  async model({ models }, item, wish) {
    const { model } = await models.take(wish.model);
    return wish.model !== undefined || model.definition.similar ? model.similar(item, wish.k) : [];
  },
  people: ({ counts }, item, { k }) => counts.likedToo(item, k),
  async content({ catalog, likeness }, item, { k }) {
    const alike = await likeness();
    const scores = Float32Array.from(catalog.titles, (_, other) => alike(item, other) || NaN);
    const out = new Uint8Array(scores.length);
    out[item] = 1;
    return top(scores, k, out).map((other) => ({ item: other, score: scores[other] }));
  },
};

/**
 * Films like one, found as wished for; where that finds none, by the next of: the usual model, people, what the films are.
 * The answer says how. A model that is asked for by name answers for itself.
 * @throws UNKNOWN_MOVIE; of a model asked for by name, UNKNOWN_MODEL, MISSING_ARTIFACT, WRONG_MODEL
 */
export async function similarFilms(service: Service, film: string, wish: SimilarWish): Promise<SimilarFilms> {
  const item = itemOf(service, film);
  const others: readonly SimilarFilms['by'][] = wish.model === undefined ? ['model', 'people', 'content'] : [];
  for (const by of new Set([wish.by, ...others])) {
    const found = await ways[by](service, item, wish);
    if (found.length === 0) continue;
    return { film, by, films: found.map(({ item: other, ...rest }) => ({ ...filmOf(service, other), ...rest })) };
  }
  return { film, by: wish.by, films: [] };
}
