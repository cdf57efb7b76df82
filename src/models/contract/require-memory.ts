import type { Context } from '../../context.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import type { Definition, Size } from './define-model.ts';
import type { Parameters, Values } from './parameters.ts';

/** What one arena can hold: all that 32-bit addresses reach. */
export const arenaBytes = 2 ** 32 - 2 ** 20;

/** The bytes that a fit needs in its arena at most, ratings included. */
export const neededMemory = (definition: Definition, size: Size, parameters: Values<Parameters>): number =>
  definition.memory(size, parameters) + bytesOfRatings(size);

/** Index and value of each rating, by person and by film, and where each of these starts. */
const bytesOfRatings = ({ ratings, users, items }: Size): number => 16 * ratings + 8 * (users + items);

/**
 * Says what a fit is going to need, and refuses one that cannot fit.
 * @throws OUT_OF_MEMORY
 */
export function requireMemory(
  definition: Definition,
  ratings: Ratings,
  parameters: Values<Parameters>,
  context: Context,
  available = process.availableMemory(),
): void {
  const { name } = definition;
  const size = { users: ratings.users.size, items: ratings.items.size, ratings: ratings.size };
  const needed = neededMemory(definition, size, parameters);
  context.log(`${name} needs up to ${megabytes(needed)} for ${size.users} people and ${size.items} films`);
  const room = Math.min(arenaBytes, available);
  if (needed <= room) return;
  const where = room === arenaBytes ? 'one computation can have' : 'this machine has free';
  throw new MovierecError(
    'OUT_OF_MEMORY',
    `${name} needs ${megabytes(needed)}, and ${where} ${megabytes(room)}.`,
    `${smallerModel(definition, parameters)}fewer films and people: movierec clean --min-movie-ratings 20`,
  );
}

/** Settings of which less makes a model smaller, and of which more does, each with a value that is still of use. */
const fewer: [string, number][] = [
  ['factors', 32],
  ['hidden', 100],
];
const more: [string, number][] = [['minRatings', 20]];

/** The beginning of a hint: what may be set, and only what this model has, and then what else there is to do. */
function smallerModel({ name, parameters }: Definition, values: Values<Parameters>): string {
  const found =
    fewer.find(([setting, value]) => setting in parameters && Number(values[setting]) > value) ??
    more.find(([setting, value]) => setting in parameters && Number(values[setting]) < value);
  const ways = [
    ...(found ? [`a smaller model (--set ${found[0]}=${found[1]})`] : []),
    ...(name === 'svd' ? [] : ['one that needs less (--model svd)']),
  ];
  return ways.length > 0 ? `Take ${ways.join(', ')}, or ` : 'Take ';
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;
