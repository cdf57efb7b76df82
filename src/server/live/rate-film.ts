import { MovierecError } from '../../errors.ts';
import { itemOf } from '../item-of.ts';
import { scaleOf } from '../scale-of.ts';
import type { Service } from '../service.ts';

/** What a rating was, and how many films the person has rated now. */
export interface RatingChange {
  readonly before: number | null;
  readonly ratings: number;
}

/**
 * Gives a film a rating, changes it, or with null takes it back. Once the store has it, it is in the person's taste and
 * in the counts, and the person's open pages hear of it. Of one person one at a time, so that these agree in the end.
 * @throws UNKNOWN_MOVIE, BAD_RATING, UNKNOWN_PERSON, STORE_FAILED
 */
export function rateFilm(service: Service, person: string, film: string, rating: number | null): Promise<RatingChange> {
  const { context, counts, data, inTurn, store, streams, tastes } = service;
  const item = itemOf(service, film);
  if (rating !== null) requireOnScale(rating, scaleOf(data.info));
  return inTurn(person, async () => {
    const given = rating === null ? null : { film, rating, at: context.now() };
    const before = await (given ? store.rate(person, given) : store.unrate(person, film));
    if (given || before !== undefined) {
      tastes.rated(person, film, given);
      counts.rated(person, item, rating ?? undefined);
      streams.tell(person, { name: 'rated', film, rating });
    }
    return { before: before ?? null, ratings: (await tastes.of(person)).history.items.length };
  });
}

function requireOnScale(rating: number, { min, max }: { min: number; max: number }): void {
  if (rating >= min && rating <= max) return;
  const range = min === max ? `Give ${max}, which says that you like it.` : `Give a rating from ${min} to ${max}.`;
  throw new MovierecError('BAD_RATING', `a rating of ${rating} cannot be.`, range);
}
