import { z } from 'zod';
import { filmId, listSize, several, yearRange } from './values.ts';

/** A film as it stands in lists. */
export const film = z.object({
  film: filmId,
  title: z.string(),
  year: z.number().int().nullable(),
  genres: z.array(z.string()),
  /** How many people rated it, the service's own people too, as of now; and their mean, null for none. */
  ratings: z.number().int(),
  mean: z.number().nullable(),
});
export type Film = z.infer<typeof film>;

export const filmOrders = ['relevance', 'popularity', 'mean', 'newest', 'oldest', 'title'] as const;
export const filmQuery = z.object({
  query: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Words of a title; small typos do not matter.', examples: ['star war'] }),
  genre: several.optional().describe('Any of these genres.'),
  year: yearRange.optional(),
  order: z
    .enum(filmOrders)
    .optional()
    .describe('relevance where there is a query, else popularity. mean: few ratings count for less.'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  size: listSize.default(20),
});
export type FilmQuery = z.input<typeof filmQuery>;

export const filmPage = z.object({
  films: z.array(film),
  /** How many films there are on all pages. */
  total: z.number().int(),
  page: z.number().int(),
  size: z.number().int(),
});
export type FilmPage = z.infer<typeof filmPage>;

/** All that is known of one film; what the data set does not say is empty or null. */
export const filmDetails = film.extend({
  directors: z.array(z.string()),
  actors: z.array(z.string()),
  keywords: z.array(z.string()),
  plot: z.string().nullable(),
  /** Minutes. */
  runtime: z.number().nullable(),
  language: z.string().nullable(),
  imdb: z.string().nullable().describe('The id on IMDb, such as tt0113277.'),
  tmdb: z.string().nullable(),
  /** How many people gave each rating, ascending, as of now. */
  distribution: z.array(z.object({ rating: z.number(), people: z.number().int() })),
});
export type FilmDetails = z.infer<typeof filmDetails>;

export const similarQuery = z.object({
  by: z
    .enum(['people', 'model', 'content'])
    .default('model')
    .describe(
      'model: what the model finds alike. people: what those who liked it liked too, counted as of now. content: what is alike by what the films are.',
    ),
  model: z.string().max(100).optional(),
  k: listSize.default(10),
});
export const similarFilms = z.object({
  film: filmId,
  by: similarQuery.shape.by.unwrap().describe('How these were found.'),
  films: z.array(
    film.extend({
      /** How alike, 0 to 1 at most. */
      score: z.number(),
      /** By people: how many liked both, as of now. */
      people: z.number().int().optional(),
    }),
  ),
});
export type SimilarFilms = z.infer<typeof similarFilms>;

/** What the page needs to know before all else. */
export const site = z.object({
  dataset: z.string(),
  /** Whether the people of the data set are simulated. */
  simulated: z.boolean(),
  films: z.number().int(),
  people: z.number().int(),
  ratings: z.number().int(),
  feedback: z.enum(['explicit', 'implicit']),
  /** What a person may give: from, to, in steps of; `liked` is where a good rating begins. */
  scale: z.object({ min: z.number(), max: z.number(), step: z.number(), liked: z.number() }),
  genres: z.array(z.object({ genre: z.string(), films: z.number().int() })),
  years: z.object({ first: z.number().int(), last: z.number().int() }).nullable(),
  /** The model that recommends where none is named. */
  model: z.string(),
  version: z.string().describe('The version of movierec.'),
});
export type Site = z.infer<typeof site>;
