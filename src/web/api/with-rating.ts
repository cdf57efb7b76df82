import type { Film, MyRatings } from '../../server/contract.ts';

/** A person's ratings as they are with one more given or changed, or with one taken back (null); the latest first. */
export function withRating(ratings: MyRatings, film: Film, rating: number | null, at: number): MyRatings {
  const others = ratings.films.filter((rated) => rated.film !== film.film);
  return { films: rating === null ? others : [{ ...film, rating, at }, ...others] };
}
