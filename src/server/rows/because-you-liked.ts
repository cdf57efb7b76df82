import type { Recommendation } from '../../models/contract/model.ts';
import type { Taste } from '../live/tastes.ts';
import { scaleOf } from '../scale-of.ts';
import { fewestFilms } from './fewest-films.ts';
import type { Row, RowMaker, RowRequest } from './row.ts';

/** The person's own scores choose among so many times k films that are alike. */
const breadth = 3;
/** Films liked by the same people that are looked at to find those. */
const depth = 500;
/** Liked films that are tried, until one has enough films like it. */
const tries = 5;

/** What is like the film that the person liked last, ordered by their own scores. */
export const becauseYouLikedLast: RowMaker = (request) => rowOf(request, 'because-you-liked', lastLiked(request));

/** The same for the film that they liked best, of those that are not the last ones. */
export const becauseYouLikedBest: RowMaker = (request) => {
  const last = new Set(lastLiked(request).slice(0, tries));
  const best = liked(request).filter(({ item }) => !last.has(item));
  return rowOf(
    request,
    'because-you-loved',
    best.sort((a, b) => b.rating - a.rating || b.time - a.time || a.item - b.item).map(({ item }) => item),
  );
};

interface Liked {
  readonly item: number;
  readonly rating: number;
  readonly time: number;
}

function liked({ service, taste: { history } }: RowRequest): Liked[] {
  const from = Math.fround(scaleOf(service.data.info).liked);
  return [...history.items.keys()].map((at) => ratedAt(history, at)).filter(({ rating }) => rating >= from);
}

const ratedAt = ({ items, ratings, times }: Taste['history'], at: number): Liked => ({
  item: items[at],
  rating: ratings[at],
  time: times?.[at] ?? 0,
});

const lastLiked = (request: RowRequest): number[] =>
  liked(request)
    .sort((a, b) => b.time - a.time || b.rating - a.rating || a.item - b.item)
    .map(({ item }) => item);

async function rowOf(request: RowRequest, id: string, anchors: readonly number[]): Promise<Row | undefined> {
  for (const anchor of anchors.slice(0, tries)) {
    const films = await filmsLike(request, anchor);
    if (films.length < fewestFilms) continue;
    return { id, title: `Because you liked ${request.service.catalog.titles[anchor]}`, films };
  }
  return undefined;
}

async function filmsLike(request: RowRequest, item: number): Promise<Recommendation[]> {
  const { service, loaded, user, k, free } = request;
  const { model } = loaded;
  const alike = model.definition.similar
    ? model.similar(item, breadth * k, free)
    : (await service.counts.likedToo(item, depth)).filter((other) => free(other.item)).slice(0, breadth * k);
  const among = new Set(alike.map((other) => other.item));
  return model.recommend(user, k, (other) => among.has(other));
}
