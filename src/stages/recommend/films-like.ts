import { hasFeatures, type FilmFeatures } from '../../dataset/film-features.ts';
import { filmLikeness } from '../../dataset/film-likeness.ts';
import type { Filter } from '../../dataset/filters/film-filter.ts';
import { top } from '../../models/contract/top.ts';
import { fuseRanks } from '../../models/reranking/fuse-ranks.ts';
import type { ModelInUse } from '../model-in-use.ts';

/** How many like films a list of k is chosen from: enough that a person's taste has a say, few enough to stay alike. */
const alikeFor = (k: number): number => Math.max(20, 2 * k);
/** How many of the most alike films of each kind are brought together. */
const depth = 500;

/**
 * Lets through the 2 · k films (at least 20) that are most like one, of those that pass a filter; the person's own scores then
 * order them. Films are alike for two reasons, whose lists are brought together by `fuseRanks`: by what they are (the cosine of
 * their vectors), where the data set has features, and for those who rated them, where the model compares films. Either alone
 * disappoints: by what they are, Alien is like a dozen forgotten monster films; by who rated them, like The Godfather. A filter
 * that is strict makes for films that are less alike, not for a short list. O(films · dimensions).
 * @throws WRONG_MODEL where there are no features and the model does not compare films
 */
export function filmsLike(
  film: number,
  k: number,
  passes: Filter,
  { model, catalog }: ModelInUse,
  features: FilmFeatures,
): Filter {
  const size = alikeFor(k);
  const most = Math.max(depth, size);
  const lists: number[][] = [];
  if (hasFeatures(features)) {
    const likeness = filmLikeness(catalog, features);
    const all = Float32Array.from(catalog.titles, (_, item) => likeness(film, item));
    lists.push(
      top(
        all,
        most,
        Uint8Array.from(all, (_, item) => Number(item === film || !passes(item))),
      ),
    );
  }
  if (lists.length === 0 || model.definition.similar) {
    lists.push(model.similar(film, most, passes).map(({ item }) => item));
  }
  const alike = new Set(fuseRanks(lists).slice(0, size));
  return (item) => alike.has(item);
}
