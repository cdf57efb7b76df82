import type { Film } from '../../server/contract.ts';
import { notify } from '../notices.ts';
import { storedValue, useStored } from '../stored-value.ts';
import { feedback, type Standing } from './feedback.ts';

/** Films that the person does not want to see in lists. */
const hiddenFilms = storedValue<readonly string[]>('hidden', [], Array.isArray);
/** So long it can be taken back; the server hears of it after that. */
const grace = 7_000;

export const useHiddenFilms = (): readonly string[] => useStored(hiddenFilms);

/** Takes a film out of all lists, with a chance to undo it. */
export function hide(film: Film, standing: Standing): void {
  hiddenFilms.set([...hiddenFilms.get(), film.film]);
  const timer = setTimeout(() => feedback('hidden', film.film, standing), grace);
  notify(`You will see no more of ${film.title}`, {
    action: {
      label: 'Undo',
      act: () => {
        clearTimeout(timer);
        hiddenFilms.set(hiddenFilms.get().filter((hidden) => hidden !== film.film));
      },
    },
  });
}
