import type { Context } from '../../context.ts';
import { hasFeatures } from '../../dataset/film-features.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { MovierecError } from '../../errors.ts';
import { dampedMeans } from './baseline.ts';
import { feedbackOf, isNames, needsOf, type Definition, type State } from './define-model.ts';
import { Model } from './model.ts';
import { resolve, type Parameters, type Values } from './parameters.ts';
import { requireMemory } from './require-memory.ts';
import { settle } from './settle.ts';

/** Ratings' worth of the mean that an item's standing starts from. */
const standingDamping = 5;

/**
 * Fits one model.
 * @throws UNKNOWN_OPTION, OPTION_RANGE; WRONG_FEEDBACK for a rating model on strengths; MISSING_TIMES; MISSING_FEATURES;
 *   NO_RATINGS, OUT_OF_MEMORY, DIVERGED, NOT_FINITE
 */
export async function fitModel<P extends Parameters, S extends State, D extends object, U extends object>(
  definition: Definition<P, S, D, U>,
  ratings: Ratings,
  options: Partial<Values<P>>,
  context: Context,
): Promise<Model> {
  const plain = definition as unknown as Definition;
  const parameters = resolve(plain, options as Partial<Values<Parameters>>);
  assertSuitable(plain, parameters, ratings);
  requireMemory(plain, ratings, parameters, context);
  const state = settle(await plain.fit(ratings, parameters, context), ratings.arena);
  assertFinite(definition.name, state);

  const { users, items, mean, byUser: histories, byItem, meta } = ratings;
  const counts = Uint32Array.from({ length: items.size }, (_, item) => byItem.starts[item + 1] - byItem.starts[item]);
  const ranks = feedbackOf(plain, parameters) === 'implicit';
  const standing = ranks ? Float32Array.from(counts) : dampedMeans(byItem, mean, standingDamping);
  return new Model(plain, parameters, state, { ...meta, users, items, mean, histories, counts, standing });
}

function assertSuitable(definition: Definition, parameters: Values<Parameters>, ratings: Ratings): void {
  const { name } = definition;
  if (ratings.size === 0) {
    throw new MovierecError('NO_RATINGS', `${name} has no ratings to learn from.`, 'Look at what clean took out.');
  }
  if (ratings.feedback === 'implicit' && feedbackOf(definition, parameters) === 'explicit') {
    throw new MovierecError(
      'WRONG_FEEDBACK',
      `${name} predicts ratings, and this data set holds strengths (plays, likes), which have no "bad".`,
      'Use a model that ranks: --model ease, --model ials or --model popularity.',
    );
  }
  const needs = needsOf(definition, parameters);
  const instead = feedbackOf(definition, parameters) === 'implicit' ? 'ease' : 'svdpp';
  if (needs.includes('times') && !ratings.columns.time?.some((time) => time > 0)) {
    throw new MovierecError(
      'MISSING_TIMES',
      `${name} needs to know when ratings were given, and this data set does not say.`,
      `Use a model that does without: --model ${instead}.`,
    );
  }
  if (needs.includes('features') && !(ratings.features && hasFeatures(ratings.features))) {
    throw new MovierecError(
      'MISSING_FEATURES',
      `${name} goes by what films are, and nothing is known of these: no genres, tags, people or plots.`,
      `Give metadata with movierec ingest --imdb DIR or --tmdb DIR, or use --model ${instead}.`,
    );
  }
}

function assertFinite(model: string, state: State): void {
  for (const [name, value] of Object.entries(state)) {
    if (isNames(value)) continue;
    const numbers = typeof value === 'number' ? [value] : value;
    for (let at = 0; at < numbers.length; at++) {
      if (Number.isFinite(numbers[at])) continue;
      throw new MovierecError(
        'NOT_FINITE',
        `${model}: ${name}[${at}] is ${numbers[at]}, so the fit went wrong.`,
        'Lower the learning rate or regularize more.',
      );
    }
  }
}
