import { z } from 'zod';

export const health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  seconds: z.number().describe('Since the start.'),
});
export type Health = z.infer<typeof health>;
/** Whether requests can be answered: the model is loaded and the store answers. */
export const readiness = z.object({
  ready: z.boolean(),
  dataset: z.string(),
  model: z.string(),
  version: z.number().int(),
});
export type Readiness = z.infer<typeof readiness>;
