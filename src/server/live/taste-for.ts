import { loadRatedItems } from '../../dataset/load-dataset.ts';
import { MovierecError } from '../../errors.ts';
import type { User } from '../../models/contract/define-model.ts';
import type { Voice } from '../../stages/reasons/in-a-sentence.ts';
import type { Service } from '../service.ts';
import type { LoadedModel } from './model-shelf.ts';
import type { Taste } from './tastes.ts';

/** Someone to make a list for. */
export interface TasteFor {
  readonly taste: Taste;
  readonly user: User;
  /** Whether it is said to them or of them. */
  readonly voice: Voice;
}

/** The person who asks, or, where one is named, a person of the data set. @throws UNKNOWN_USER */
export async function tasteFor(
  { tastes, data, context }: Service,
  person: string | undefined,
  loaded: LoadedModel,
  named?: string,
): Promise<TasteFor> {
  if (named === undefined) {
    const taste = await tastes.of(person);
    return { taste, user: tastes.folded(taste, loaded), voice: 'you' };
  }
  const { model, manifest, version } = loaded;
  const index = model.seen.users.indexOf(named);
  if (index < 0) {
    const some = model.seen.users.names.slice(0, 3).join(', ');
    throw new MovierecError('UNKNOWN_USER', `nobody of the data set is called "${named}".`, `There are: ${some} …`);
  }
  const user = model.user(index);
  // What was held out when the model was fitted they have rated all the same.
  const isWhole = version > 0 || manifest.options['full'] === true;
  const rated = isWhole ? [] : await loadRatedItems(data.folder, index, context);
  return { taste: { history: user.history, hidden: new Set(rated) }, user, voice: 'they' };
}
