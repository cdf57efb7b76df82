import type { LiveCounts } from '../live/live-counts.ts';
import type { Service } from '../service.ts';
import type { RowMaker } from './row.ts';

/** The last share of all ratings, when films are taken from the best known to the least known. */
const tail = 0.2;
/** Fewer people than that may all be wrong. */
const enough = 5;
/** Of the films of the tail that enough people rated, those are gems whose mean is in this top share. */
const bestShare = 0.25;

/**
 * Films that few know, and that those who do think highly of; the person's own scores order them. Few know those that get
 * the last fifth of all ratings: the long tail, whatever the size of the data set.
 */
export const hiddenGems: RowMaker = ({ service, loaded, user, k, free }) => {
  const gems = gemsAsOfNow(service);
  const films = loaded.model.recommend(user, k, (item) => gems.has(item) && free(item));
  return { id: 'hidden-gems', title: 'Hidden gems', films };
};

/** Milliseconds for which gems stay gems: a rating more or less hardly changes which they are. */
const lasting = 60_000;
const found = new WeakMap<LiveCounts, { readonly gems: Set<number>; readonly until: number }>();

function gemsAsOfNow({ catalog, context, counts }: Service): Set<number> {
  const known = found.get(counts);
  if (known && known.until > context.now()) return known.gems;
  const gems = gemsOf(counts, catalog.ids.size);
  found.set(counts, { gems, until: context.now() + lasting });
  return gems;
}

function gemsOf(counts: LiveCounts, items: number): Set<number> {
  const ratings = Float64Array.from({ length: items }, (_, item) => counts.ratings(item));
  const fewest = mostInTail(ratings);
  const known = [...ratings.keys()].filter((item) => ratings[item] >= enough && ratings[item] <= fewest);
  const byMean = known.sort((a, b) => counts.mean(b)! - counts.mean(a)! || a - b);
  return new Set(byMean.slice(0, Math.ceil(bestShare * byMean.length)));
}

/** The number of ratings that a film of the tail has at most. */
function mostInTail(ratings: Float64Array): number {
  const ascending = ratings.slice().sort();
  const most = tail * ascending.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return ascending.find((count) => (sum += count) > most) ?? 0;
}
