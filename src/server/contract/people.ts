import { z } from 'zod';
import { eventKinds } from '../../store/store.ts';
import { film } from './films.ts';
import { recommendations } from './recommendations.ts';
import { filmId, listSize, ratingValue, time } from './values.ts';

export const accountName = z
  .string()
  .trim()
  .min(2)
  .max(60)
  .regex(/^[^\p{C}]+$/u, 'Give a name without control characters.')
  .describe('The name to sign in with; case does not matter.');
export const newPassword = z.string().min(8, 'Give a password of at least 8 characters.').max(200);

export const signUpBody = z.object({ name: accountName, password: newPassword });
const password = z.string().min(1).max(200);
export const signInBody = z.object({ name: z.string().trim().min(1).max(60), password });
export const changePasswordBody = z.object({ password, newPassword });
/** A body that is not there is null to the server. */
export const deleteMeBody = z
  .object({ password: z.string().max(200).describe('Of an account; guests have none.') })
  .nullish()
  .transform((given) => given ?? { password: '' });

/** Who is asking. */
export const me = z.object({
  /** Nobody has not rated or noted anything yet, a guest has no name. */
  kind: z.enum(['nobody', 'guest', 'account']),
  name: z.string().nullable(),
  since: time.nullable(),
  ratings: z.number().int(),
  watchList: z.number().int(),
  /** A guest's taste is forgotten after so many days without a visit; null for accounts. */
  keptForDays: z.number().nullable(),
});
export type Me = z.infer<typeof me>;

export const ratedFilm = film.extend({ rating: ratingValue, at: time });
export type RatedFilm = z.infer<typeof ratedFilm>;
export const myRatings = z.object({ films: z.array(ratedFilm) });
export type MyRatings = z.infer<typeof myRatings>;

export const rateBody = z.object({ rating: ratingValue });
export const rateQuery = z.object({
  list: z.coerce.number().int().min(0).max(100).default(0).describe('Answer with the new list, of so many films.'),
  model: z.string().max(100).optional(),
});
/** What a rating was and is now, null for none; with the new list where it was asked for. */
export const rated = z.object({
  film: filmId,
  before: ratingValue.nullable(),
  rating: ratingValue.nullable(),
  ratings: z.number().int().describe('How many films the person has rated now.'),
  list: recommendations.optional(),
});
export type Rated = z.infer<typeof rated>;

export const watchList = z.object({ films: z.array(film.extend({ at: time })) });
export type WatchList = z.infer<typeof watchList>;

export const feedbackBody = z.object({
  events: z
    .array(
      z.object({
        kind: z.enum(eventKinds),
        film: filmId,
        model: z.string().max(100).optional().describe('Whose list the film was in.'),
        place: z.number().int().min(1).max(1000).optional().describe('Its place there, from 1.'),
      }),
    )
    .min(1)
    .max(200),
});
export type FeedbackBody = z.infer<typeof feedbackBody>;

export const historyQuery = z.object({ most: listSize.default(50) });
/** What a person did, the latest first. */
export const history = z.object({
  events: z.array(
    z.object({
      kind: z.enum([...eventKinds, 'rated', 'noted']),
      film: filmId,
      title: z.string(),
      rating: ratingValue.optional(),
      at: time,
    }),
  ),
});
export type History = z.infer<typeof history>;

/** All that is stored about a person, but the password. */
export const myData = z.object({
  name: z.string().nullable(),
  since: time,
  ratings: z.array(z.object({ film: filmId, title: z.string(), rating: ratingValue, at: time })),
  watchList: z.array(z.object({ film: filmId, title: z.string(), at: time })),
  events: z.array(
    z.object({
      kind: z.enum(eventKinds),
      film: filmId,
      model: z.string().nullable(),
      place: z.number().nullable(),
      at: time,
    }),
  ),
});
export type MyData = z.infer<typeof myData>;
