import { z } from 'zod';

/** One attempt to train on what people have rated since. */
export const retraining = z.object({
  model: z.string(),
  at: z.number().int().nonnegative().describe('Milliseconds since 1970.'),
  seconds: z.number(),
  outcome: z.enum(['swapped', 'rolled back', 'unchanged', 'failed']),
  /** The version that is in use since. */
  version: z.number().int(),
  /** How many ratings it was fitted on, and how many of these came from the service. */
  ratings: z.number().int(),
  ownRatings: z.number().int(),
  /** NDCG@10 on held-out ratings, of the model before and of the new one. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** In a sentence. */
  why: z.string(),
});
export type Retraining = z.infer<typeof retraining>;
