import type { LoadedModel } from '../live/model-shelf.ts';
import type { Taste } from '../live/tastes.ts';
import type { Service } from '../service.ts';
import { informativeFilms } from './informative-films.ts';

const orders = new WeakMap<LoadedModel, Promise<readonly number[]>>();

/** The next films to ask a person about: not those already shown, nor what they have rated or hidden. */
export async function filmsToRate(
  { catalog, context, models }: Service,
  { history, hidden }: Taste,
  shown: readonly string[],
  count: number,
): Promise<number[]> {
  const loaded = await models.take();
  const order = orders.get(loaded) ?? informativeFilms(loaded.model.seen, context);
  orders.set(loaded, order);
  order.catch(() => orders.delete(loaded));
  const known = new Set([...history.items, ...hidden, ...shown.map((film) => catalog.ids.indexOf(film))]);
  return (await order).filter((item) => !known.has(item)).slice(0, count);
}
