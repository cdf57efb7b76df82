import type { Film, MyRatings } from '../../server/contract.ts';
import { withRating } from './with-rating.ts';

/** A rating that the server has not heard of; null where one was taken back. */
export interface QueuedRating {
  readonly film: Film;
  readonly rating: number | null;
  readonly at: number;
}

/** Only what was said last of a film counts. */
export const queued = (queue: readonly QueuedRating[], rating: QueuedRating): readonly QueuedRating[] => [
  ...unqueued(queue, rating.film.film),
  rating,
];

export const unqueued = (queue: readonly QueuedRating[], film: string): readonly QueuedRating[] =>
  queue.filter((rating) => rating.film.film !== film);

/** What the server knows, and on top of it what it is still to hear. */
export const withQueued = (ratings: MyRatings, queue: readonly QueuedRating[]): MyRatings =>
  queue.reduce((all, { film, rating, at }) => withRating(all, film, rating, at), ratings);
