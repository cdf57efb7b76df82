import type { Film } from '../../server/contract.ts';
import { notify } from '../notices.ts';
import { storedValue, useStored } from '../stored-value.ts';
import { api } from './client.ts';
import { asFailure } from './failure.ts';
import type { Standing } from './feedback.ts';
import { queries, queryClient, tasteKey } from './queries.ts';

/** Films that the person does not want to see in lists; for those whom the server does not know yet, this is all there is. */
const hiddenFilms = storedValue<readonly string[]>('hidden', [], Array.isArray);

export const useHiddenFilms = (): readonly string[] => useStored(hiddenFilms);

/** Takes a film out of all lists, at once, with a chance to undo it. */
export function hide(film: Film, standing: Standing): void {
  notify(`You will see no more of ${film.title}`, {
    action: { label: 'Undo', act: () => void tell(film, false, standing) },
  });
  void tell(film, true, standing);
}

/** Lets a film into lists again. */
export const unhide = (film: Film): void => void tell(film, false, {});

/** Forgets all of them, as with another person. */
export const forgetHiddenFilms = (): void => hiddenFilms.set([]);

/** What the page shows as hidden. */
export function markHidden(film: string, hidden: boolean): void {
  const others = hiddenFilms.get().filter((other) => other !== film);
  hiddenFilms.set(hidden ? [...others, film] : others);
}

async function tell(film: Film, hidden: boolean, standing: Standing): Promise<void> {
  markHidden(film.film, hidden);
  if (queryClient.getQueryData(queries.me().queryKey)?.kind === 'nobody') return;
  try {
    await api.feedback({ events: [{ kind: hidden ? 'hidden' : 'unhidden', film: film.film, ...standing }] });
    await queryClient.invalidateQueries({ queryKey: tasteKey });
  } catch (error) {
    markHidden(film.film, !hidden);
    notify(`${film.title} is still ${hidden ? 'in' : 'out of'} your lists. ${asFailure(error).hint}`, {
      tone: 'failed',
    });
  }
}
