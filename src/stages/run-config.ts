import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { MovierecError } from '../errors.ts';

const value = z.union([z.number(), z.string(), z.boolean()]);

/** What may stand in movierec.yaml. */
const runConfig = z.strictObject({
  /** What to ingest, as for `movierec ingest`. */
  dataset: z.string().optional(),
  from: z.string().optional(),
  format: z.string().optional(),
  columns: z.record(z.string(), z.string()).optional(),
  seed: z.int().min(0).optional(),
  clean: z
    .strictObject({
      scale: z.string().optional(),
      rescale: z.string().optional(),
      minUserRatings: z.int().min(1).optional(),
      minMovieRatings: z.int().min(1).optional(),
      split: z.string().optional(),
      test: z.number().gt(0).lt(1).optional(),
    })
    .optional(),
  /** The models to compare, with their parameters. */
  models: z.record(z.string(), z.record(z.string(), value).nullable()).optional(),
  k: z.int().min(1).optional(),
  /** The metric that the best model is chosen by, for instance ndcg@10 or rmse. */
  select: z.string().optional(),
});
export type RunConfig = z.infer<typeof runConfig>;

/**
 * Reads movierec.yaml; where `path` is only the default and there is no such file, everything has its default.
 * @throws MISSING_FILE, BAD_CONFIG with the place of the mistake
 */
export async function readRunConfig(path: string, isDefault: boolean): Promise<RunConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if (isDefault) return {};
    throw new MovierecError('MISSING_FILE', `there is no file ${path}.`, 'Check --config.');
  }
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (error) {
    const [where] = (error as Error).message.split('\n');
    throw new MovierecError('BAD_CONFIG', `${path}: ${where.replace(/:$/, '')}.`, 'Mend the YAML.');
  }
  const parsed = runConfig.safeParse(content);
  if (parsed.success) return parsed.data;
  const [{ path: place, message }] = parsed.error.issues;
  const known = Object.keys(runConfig.shape).join(', ');
  throw new MovierecError(
    'BAD_CONFIG',
    `${path}: ${place.length > 0 ? `${place.join('.')}: ` : ''}${message}.`,
    `It may hold: ${known}.`,
  );
}
