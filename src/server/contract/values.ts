import { z } from 'zod';

/** A film's raw id, as the data set has it. */
export const filmId = z.string().min(1).max(200).describe('The id of a film.');
/** A person's rating; whether it is on the data set's scale is checked where that is known. */
export const ratingValue = z.number().describe("A rating on the data set's scale, see /api/site.");
/** Milliseconds since 1970. */
export const time = z.number().int().nonnegative().describe('Milliseconds since 1970.');
/** A share, from 0 to 1; as text in a query. */
export const share = z.coerce.number().min(0).max(1);

export const listSize = z.coerce.number().int().min(1).max(100);

/** Several of a thing in a query: given once or again and again. */
export const several = z
  .union([z.string().max(100), z.array(z.string().max(100)).max(20)])
  .transform((given) => (typeof given === 'string' ? [given] : given));

/** 1994, 1990..1999, 2010.., ..1959 */
export const yearRange = z
  .string()
  .max(20)
  .regex(/^(\d{4}|\d{4}\.\.(\d{4})?|\.\.\d{4})$/, 'Give a year or a range of years, as in 1990..1999.')
  .describe('A year or a range: 1994, 1990..1999, 2010.., ..1959.');

/** The answer to all that goes wrong. */
export const failure = z
  .object({
    error: z.object({
      code: z.string().describe('For programs: it does not change.'),
      message: z.string().describe('What happened.'),
      hint: z.string().describe('What to do next.'),
    }),
  })
  .describe('What went wrong.');
export type Failure = z.infer<typeof failure>;

/** The answer where there is nothing to say. */
export const done = z.object({ done: z.literal(true) });
