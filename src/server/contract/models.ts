import { z } from 'zod';

export const servedModel = z.object({
  model: z.string(),
  summary: z.string(),
  /** When to take it rather than another. */
  choose: z.string().nullable(),
  feedback: z.enum(['explicit', 'implicit']).describe('Whether it predicts ratings or only ranks.'),
  version: z.number().int(),
  /** When it was trained, and on how many ratings. */
  trained: z.string().nullable(),
  ratings: z.number().int().nullable(),
  usual: z.boolean().describe('Whether it is the one that recommends where none is named.'),
  /** How good its lists were when it was tested; null where it was not. */
  ndcg: z.number().nullable(),
});
export type ServedModel = z.infer<typeof servedModel>;
export const servedModels = z.object({ models: z.array(servedModel) });
export type ServedModels = z.infer<typeof servedModels>;
export const modelCard = servedModel.extend({
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  card: z.string().nullable().describe('The model card, as Markdown.'),
});
export type ModelCard = z.infer<typeof modelCard>;

/** The charts that `movierec eda` has drawn. */
export const chartList = z.object({
  charts: z.array(z.object({ chart: z.string(), section: z.string(), title: z.string(), description: z.string() })),
  /** What to run where there are none yet. */
  hint: z.string().nullable(),
});
export type ChartList = z.infer<typeof chartList>;
export const chartSpec = z.object({
  chart: z.string(),
  title: z.string(),
  description: z.string(),
  spec: z.record(z.string(), z.unknown()).describe('A Vega-Lite specification, data included.'),
});
export type ChartSpec = z.infer<typeof chartSpec>;
