import type { Context } from '../context.ts';
import { titleOf } from '../dataset/catalog.ts';
import { findFilm } from '../dataset/find-film.ts';
import type { Fallback } from '../models/contract/model.ts';
import { findPerson, type Person } from './find-person.ts';
import { loadModelInUse } from './model-in-use.ts';
import type { StageOptions } from './processed.ts';
import { inASentence } from './reasons/in-a-sentence.ts';
import { leavesOf } from './reasons/leaves-of.ts';
import { reasonsOf, type Reason } from './reasons/reasons-of.ts';
import type { Understood } from './understand.ts';

export interface ExplainOptions extends StageOptions, Person {
  /** An id or a title. */
  readonly movie: string;
  readonly model?: string | undefined;
}

export interface ExplainResult {
  readonly user: string | null;
  readonly movie: string;
  readonly title: string;
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  /** The sum of all amounts; not clipped to the scale. */
  readonly score: number;
  /** The standard deviation of what the model knows of the score, of one that has a distribution in place of a number. */
  readonly uncertainty?: number;
  readonly fallback?: Fallback;
  readonly reasons: readonly Reason[];
  /** The weightiest in words. */
  readonly why: string;
  /** What was made of the films that the person named. */
  readonly understood: readonly Understood[];
}

/**
 * Why a film has the score it has for a person: contributions that add up to it, the weightiest first.
 * @throws UNKNOWN_USER, UNKNOWN_MOVIE, MISSING_ARTIFACT
 */
export async function explain(options: ExplainOptions, context: Context): Promise<ExplainResult> {
  const used = await loadModelInUse(options, context);
  const { model, catalog, data, name } = used;
  const film = findFilm(catalog, options.movie);
  const { user, index, understood } = await findPerson(used, options, context);
  const { score, contributions, uncertainty } = model.explain(user, film);
  const { fallback } = model.predict(user, film);
  const reasons = reasonsOf(contributions, model, catalog, user.history);
  return {
    user: options.user ?? null,
    movie: catalog.ids.names[film],
    title: titleOf(catalog, film),
    dataset: data.dataset,
    simulated: data.info.simulated,
    model: name,
    score,
    ...(uncertainty !== undefined && { uncertainty }),
    ...(fallback && { fallback }),
    reasons,
    why: inASentence(leavesOf(reasons), index < 0 ? 'you' : 'they'),
    understood,
  };
}
