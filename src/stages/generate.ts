import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { replaceFolder } from '../artifacts/replace-folder.ts';
import type { Context } from '../context.ts';
import { demoPlan } from '../dataset/generator/demo-plan.ts';
import { inventedCatalog } from '../dataset/generator/invented-catalog.ts';
import { writeMovieLensFiles } from '../dataset/generator/movielens-files.ts';
import type { Plan } from '../dataset/generator/plan.ts';
import { generatorVersion, simulated, simulatedName, simulatedSentence } from '../dataset/generator/simulated.ts';
import type { Simulated } from '../dataset/generator/simulated.ts';
import { resolveSizes, type AskedSizes } from '../dataset/generator/sizes.ts';
import { MovierecError } from '../errors.ts';

export interface GenerateOptions extends AskedSizes {
  /** Made anew as a whole; must not hold anything but an earlier simulation. */
  readonly folder: string;
  /** Make it again even where it is there already. */
  readonly force?: boolean | undefined;
}

export interface GenerateResult {
  /** Absolute. */
  readonly folder: string;
  readonly simulated: Simulated;
  readonly seconds: number;
  /** It was there already. */
  readonly fresh?: true;
}

/**
 * Writes a folder in the format of MovieLens with a simulated audience of invented films: exactly as many ratings,
 * people and films as asked, each person and each film with at least one rating. The same sizes and seed give the same
 * bytes. 25 million ratings take about a minute; memory grows with people and films only.
 * @throws USAGE, OPTION_RANGE, UNKNOWN_DATASET on impossible sizes; USAGE where the folder holds other files; BUSY
 */
export async function generate(options: GenerateOptions, context: Context): Promise<GenerateResult> {
  const { films: filmCount, ...sizes } = resolveSizes(options);
  const made: Simulated = {
    about: simulatedSentence,
    generator: generatorVersion,
    name: options.like ?? 'usual',
    seed: context.seed,
    users: sizes.users,
    ratings: sizes.ratings,
    filmCount,
    films: 'invented',
  };
  // All films are out when the first person joins.
  const latestYear = Number(sizes.shape.opened.slice(0, 4)) - 1;
  return write(options, made, context, () => ({
    ...sizes,
    seed: context.seed,
    films: inventedCatalog(filmCount, latestYear, context.seed),
  }));
}

/**
 * Writes the built-in data set `demo`: 1,000 simulated people, 100,000 ratings of real films, tags and play events. The
 * same whatever the context's seed.
 */
export async function generateDemo(folder: string, context: Context): Promise<GenerateResult> {
  const plan = await demoPlan();
  const made: Simulated = {
    about: simulatedSentence,
    generator: generatorVersion,
    name: 'demo',
    seed: plan.seed,
    users: plan.users,
    ratings: plan.ratings,
    filmCount: plan.films.length,
    films: 'real',
  };
  return write({ folder }, made, context, () => plan);
}

async function write(
  options: { readonly folder: string; readonly force?: boolean | undefined },
  made: Simulated,
  context: Context,
  plan: () => Plan,
): Promise<GenerateResult> {
  const started = context.now();
  const folder = resolve(options.folder);
  const old = await earlierSimulation(folder);
  const seconds = (): number => (context.now() - started) / 1000;
  if (!options.force && isDeepStrictEqual(old, made))
    return { folder, simulated: made, seconds: seconds(), fresh: true };
  await replaceFolder(folder, (temporary) => writeMovieLensFiles(temporary, plan(), made, context));
  return { folder, simulated: made, seconds: seconds() };
}

/**
 * What an earlier run has left in the folder, which may be replaced.
 * @throws USAGE where the folder holds anything else
 */
async function earlierSimulation(folder: string): Promise<Simulated | undefined> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return undefined;
  if (!names.includes(simulatedName)) {
    throw new MovierecError('USAGE', `${folder} holds other files.`, 'Give a folder that is new or empty.');
  }
  const text = await readFile(join(folder, simulatedName), 'utf8');
  return parsed(text);
}

/** Another version's or a damaged description is as good as none. */
function parsed(text: string): Simulated | undefined {
  try {
    return simulated.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
