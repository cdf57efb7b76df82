import { z } from 'zod';
import { recommendations } from './recommendations.ts';
import { filmId, listSize, ratingValue } from './values.ts';

export const streamQuery = z.object({
  list: listSize.default(12).describe('How long the lists should be.'),
  model: z.string().max(100).optional(),
});

/**
 * What an open page hears of, as server-sent events: `event:` is the name, `data:` the JSON of it.
 * - `rated`: the person rated a film or took that back, here or elsewhere; with the new list
 * - `hidden`: the person does not want to see a film in lists, or took that back; with the new list
 * - `watched`: the watch-list has changed
 * - `model`: another version of the model is in use; with the new list
 * - `ended`: the person signed out or was deleted; no more is to come
 */
export const streamEvents = {
  rated: z.object({
    film: filmId,
    rating: ratingValue.nullable(),
    ratings: z.number().int(),
    list: recommendations,
  }),
  hidden: z.object({ film: filmId, hidden: z.boolean(), list: recommendations }),
  watched: z.object({ film: filmId, noted: z.boolean() }),
  model: z.object({ model: z.string(), version: z.number().int(), list: recommendations }),
  ended: z.object({}),
} as const;
export type StreamEvents = { readonly [Name in keyof typeof streamEvents]: z.infer<(typeof streamEvents)[Name]> };
