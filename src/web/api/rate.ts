import type { Film, MyRatings } from '../../server/contract.ts';
import { notify } from '../notices.ts';
import { api } from './client.ts';
import { asFailure, isOffline } from './failure.ts';
import { mineKey, queries, queryClient, tasteKey } from './queries.ts';
import { queued, unqueued } from './queued-ratings.ts';
import { ratingQueue } from './rating-queue.ts';
import { withRating } from './with-rating.ts';

/**
 * Rates a film, or takes a rating back (null). The page shows it at once and offers to undo it; where the server does
 * not take it, the page goes back and says why; where it cannot be reached, the rating waits until it can.
 */
export async function rate(film: Film, rating: number | null, { silent = false } = {}): Promise<void> {
  const before = ratingNow(film.film);
  if (rating === before) return;
  await queryClient.cancelQueries({ queryKey: queries.ratings().queryKey });
  show(film, rating);
  if (!silent) {
    notify(rating === null ? `Took back your rating of ${film.title}` : `Rated ${film.title} ${rating} ★`, {
      action: { label: 'Undo', act: () => void rate(film, before, { silent: true }) },
    });
  }
  await send(film, rating, before);
}

/** Sends what could not be sent before. */
export async function sendQueued(): Promise<void> {
  const waiting = ratingQueue.get();
  if (waiting.length === 0) return;
  for (const { film, rating } of waiting) await send(film, rating, null);
  const left = ratingQueue.get().length;
  if (left < waiting.length)
    notify(left === 0 ? 'Your ratings have been sent' : `${left} ratings are still to be sent`);
}

/** What the page takes the person's rating to be. */
export const ratingNow = (film: string): number | null =>
  queryClient.getQueryData(queries.ratings().queryKey)?.films.find((rated) => rated.film === film)?.rating ?? null;

/** One after the other, so that the server hears them in the order in which they were given. */
let sending = Promise.resolve();
let unanswered = 0;

function send(film: Film, rating: number | null, before: number | null): Promise<void> {
  unanswered++;
  sending = sending.then(async () => {
    let heard = true;
    try {
      await (rating === null ? api.unrate(film.film) : api.rate(film.film, rating));
      ratingQueue.set(unqueued(ratingQueue.get(), film.film));
    } catch (error) {
      fail(error, film, rating, before);
      heard = !isOffline(error);
    }
    // While others are on their way, what the server says would undo them on the page.
    if (--unanswered > 0 || !heard) return;
    void queryClient.invalidateQueries({ queryKey: mineKey });
    void queryClient.invalidateQueries({ queryKey: tasteKey });
    // How people rated it has changed as well, and what those who liked it liked.
    void queryClient.invalidateQueries({ queryKey: queries.film(film.film).queryKey });
  });
  return sending;
}

function fail(error: unknown, film: Film, rating: number | null, before: number | null): void {
  if (isOffline(error)) {
    ratingQueue.set(queued(ratingQueue.get(), { film, rating, at: Date.now() }));
    return;
  }
  ratingQueue.set(unqueued(ratingQueue.get(), film.film));
  show(film, before);
  notify(`${film.title} could not be rated. ${asFailure(error).hint}`, {
    tone: 'failed',
    action: { label: 'Try again', act: () => void rate(film, rating) },
  });
}

const show = (film: Film, rating: number | null): void => {
  queryClient.setQueryData(queries.ratings().queryKey, (ratings: MyRatings = { films: [] }) =>
    withRating(ratings, film, rating, Date.now()),
  );
};
