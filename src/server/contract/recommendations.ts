import { z } from 'zod';
import { film } from './films.ts';
import { filmId, listSize, several, share, yearRange } from './values.ts';

/** How a list is wished for. */
export const listQuery = z.object({
  model: z.string().max(100).optional().describe('The model; see /api/models.'),
  k: listSize.default(10),
  genre: several.optional().describe('Any of these genres.'),
  year: yearRange.optional(),
  diversity: share.default(0).describe('How little the films should have in common: 0 not at all, to 1.'),
  novelty: share.default(0).describe('How little known the films should be: 0 does not matter, to 1.'),
  reasons: z
    .enum(['true', 'false'])
    .default('false')
    .transform((given) => given === 'true')
    .describe('Whether to say why.'),
  user: z.string().max(200).optional().describe('With the operator key: a person of the data set.'),
});
export type ListQuery = z.input<typeof listQuery>;

/** One thing that speaks for or against a film, in points of its score. */
export const reason = z.object({
  because: z.string().describe('average, item, user, rated, neighbor, feature, part, rest or fallback'),
  text: z.string().describe('The same in words.'),
  amount: z.number(),
  film: filmId.optional().describe('Where it is a film that the person rated.'),
});
export type Reason = z.infer<typeof reason>;

export const recommendedFilm = film.extend({
  score: z.number().describe("The model's own score; only the order of scores means something."),
  fallback: z.string().optional().describe('Why this is not the choice of the model.'),
  why: z.string().optional().describe('The main reasons in a sentence.'),
  reasons: z.array(reason).optional(),
});
export type RecommendedFilm = z.infer<typeof recommendedFilm>;

export const recommendations = z.object({
  model: z.string(),
  /** Which fit of the model: 0 as trained, then one more with each retraining. */
  version: z.number().int(),
  /** How many ratings of the person it goes by. */
  rated: z.number().int(),
  films: z.array(recommendedFilm),
});
export type Recommendations = z.infer<typeof recommendations>;

/** The rows of the first page. */
export const homeQuery = listQuery
  .pick({ model: true, diversity: true, novelty: true })
  .extend({ k: listSize.default(12) });
export const home = z.object({
  model: z.string(),
  version: z.number().int(),
  rated: z.number().int(),
  rows: z.array(
    z.object({
      id: z.string().describe('for-you, because-you-liked, hidden-gems, from-the-decade, popular …'),
      title: z.string().describe('Because you liked Heat'),
      films: z.array(recommendedFilm),
    }),
  ),
});
export type Home = z.infer<typeof home>;

/** Films that tell most about a taste, widely known and unlike each other. */
export const onboardingQuery = z.object({
  count: listSize.default(12),
  after: z
    .union([filmId.transform((one) => [one]), z.array(filmId).max(500)])
    .optional()
    .describe('The films that were shown already.'),
});
export const onboarding = z.object({ films: z.array(film) });
export type Onboarding = z.infer<typeof onboarding>;

export const explainQuery = z.object({ model: z.string().max(100).optional(), user: z.string().max(200).optional() });
/** Why a film has the score it has for the person: amounts that add up to it. */
export const explanation = z.object({
  film: filmId,
  title: z.string(),
  model: z.string(),
  version: z.number().int(),
  score: z.number(),
  /** What the person would probably rate it, on the scale; null for a model that only ranks. */
  expected: z.number().nullable(),
  uncertainty: z.number().optional(),
  fallback: z.string().optional(),
  why: z.string(),
  reasons: z.array(reason),
});
export type Explanation = z.infer<typeof explanation>;
