import { z } from 'zod';

/** The file by which a simulated data set is known. */
export const simulatedName = 'simulated.json';

export const simulatedSentence =
  'Simulated audience: these ratings, tags and events were made by a program, not by people.';

/** Grows when the same parameters give other bytes. */
export const generatorVersion = 1;

/** What made a simulated data set: all that its bytes depend on. */
export const simulated = z.object({
  about: z.string(),
  generator: z.literal(generatorVersion),
  name: z.string(),
  seed: z.number(),
  users: z.number(),
  ratings: z.number(),
  filmCount: z.number(),
  /** Real ones, with the facts of the built-in catalog, or invented. */
  films: z.enum(['real', 'invented']),
});

export type Simulated = z.infer<typeof simulated>;
