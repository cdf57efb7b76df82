import { readFile } from 'node:fs/promises';
import { dirname, resolve as resolvePath } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseScale } from '../dataset/cleaning/detect-scale.ts';
import { splitOf } from '../dataset/splits/registry.ts';
import { MovierecError } from '../errors.ts';
import { metricOf } from '../metrics/registry.ts';
import { resolve } from '../models/contract/parameters.ts';
import { definitionOf } from '../models/registry.ts';
import { isElsewhere } from './acquire.ts';
import { noMetadata } from './choose-metadata.ts';

const value = z.union([z.number(), z.string(), z.boolean()]);

const cleaning = z.strictObject({
  scale: z.string().optional(),
  rescale: z.string().optional(),
  minUserRatings: z.int().min(1).optional(),
  minMovieRatings: z.int().min(1).optional(),
  mergeFilms: z.boolean().optional(),
  split: z.string().optional(),
  test: z.number().gt(0).lt(1).optional(),
});

/** What may stand in movierec.yaml. */
const runConfig = z.strictObject({
  /** What to ingest, as for `movierec ingest`. */
  dataset: z.string().optional(),
  /** A path is relative to the file's own folder. */
  from: z.string().optional(),
  format: z.string().optional(),
  /** Folders with film metadata, relative to the file's own folder as well; `none` for going without. */
  imdb: z.string().optional(),
  tmdb: z.string().optional(),
  columns: z.record(z.string(), z.string()).optional(),
  seed: z.int().min(0).optional(),
  clean: cleaning.optional(),
  /** The models to compare, with their parameters. */
  models: z.record(z.string(), z.record(z.string(), value).nullable()).optional(),
  k: z.int().min(1).optional(),
  /** The metric that the best model is chosen by, for instance ndcg@10 or rmse. */
  select: z.string().optional(),
});
export type RunConfig = z.infer<typeof runConfig>;

/**
 * Reads movierec.yaml; where `path` is only the default and there is no such file, everything has its default.
 * @throws MISSING_FILE, BAD_CONFIG, and for wrong names and values what the stages would throw, with the place
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
  if (parsed.success) {
    checkNames(parsed.data, path);
    const { from, imdb, tmdb } = parsed.data;
    const placed = (to: string): string => (isElsewhere(to) || to === noMetadata ? to : resolvePath(dirname(path), to));
    return {
      ...parsed.data,
      ...(from !== undefined && { from: placed(from) }),
      ...(imdb !== undefined && { imdb: placed(imdb) }),
      ...(tmdb !== undefined && { tmdb: placed(tmdb) }),
    };
  }
  const [{ code, path: place, message }] = parsed.error.issues;
  const known = Object.keys((place[0] === 'clean' ? cleaning : runConfig).shape).join(', ');
  throw new MovierecError(
    'BAD_CONFIG',
    `${path}: ${place.length > 0 ? `${place.join('.')}: ` : ''}${message}.`,
    code === 'unrecognized_keys' || place.length === 0 ? `There may be: ${known}.` : 'Mend the value.',
  );
}

/** What only the registries know is looked at before the first step, not when its turn has come. */
function checkNames({ clean = {}, models = {}, select, k = 10 }: RunConfig, path: string): void {
  const check = (place: string, work: () => unknown): void => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof MovierecError)) throw error;
      throw new MovierecError(error.code, `${path}: ${place}: ${error.message}`, error.hint);
    }
  };
  const { scale, rescale, split } = clean;
  if (scale !== undefined) check('clean.scale', () => parseScale(scale));
  if (rescale !== undefined) check('clean.rescale', () => parseScale(rescale));
  if (split !== undefined) check('clean.split', () => splitOf(split));
  for (const [name, parameters] of Object.entries(models)) {
    check(`models.${name}`, () => resolve(definitionOf(name), parameters ?? {}));
  }
  if (select !== undefined) check('select', () => figureKey(select, k));
}

/**
 * The key of the figure that models are chosen by: `ndcg` and `ndcg@10` both mean `ndcg@10` where lists have 10 films.
 * @throws USAGE, BAD_CONFIG for a figure that will not be there
 */
export function figureKey(select: string, k: number): string {
  const [name, cutoff] = select.split('@');
  const key = metricOf(name).kind === 'rating' ? name : `${name}@${k}`;
  if (cutoff === undefined || select === key) return key;
  throw new MovierecError('BAD_CONFIG', `there will be no figure "${select}".`, `Choose by ${key}.`);
}
