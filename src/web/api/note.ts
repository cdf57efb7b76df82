import type { Film, WatchList } from '../../server/contract.ts';
import { notify } from '../notices.ts';
import { api } from './client.ts';
import { asFailure } from './failure.ts';
import { mineKey, queries, queryClient } from './queries.ts';

/** Puts a film on the watch-list, or takes it off. The page shows it at once, and goes back where that failed. */
export async function note(film: Film, noted: boolean): Promise<void> {
  const { queryKey } = queries.watchList();
  await queryClient.cancelQueries({ queryKey });
  const before = queryClient.getQueryData(queryKey);
  queryClient.setQueryData(queryKey, ({ films }: WatchList = { films: [] }) => {
    const others = films.filter((other) => other.film !== film.film);
    return { films: noted ? [{ ...film, at: Date.now() }, ...others] : others };
  });
  notify(noted ? `${film.title} is on your watch-list` : `${film.title} is off your watch-list`, {
    action: { label: 'Undo', act: () => void note(film, !noted) },
  });
  try {
    await (noted ? api.watch(film.film) : api.unwatch(film.film));
    await queryClient.invalidateQueries({ queryKey: mineKey });
  } catch (error) {
    queryClient.setQueryData(queryKey, before ?? { films: [] });
    notify(`Your watch-list could not be changed. ${asFailure(error).hint}`, {
      tone: 'failed',
      action: { label: 'Try again', act: () => void note(film, noted) },
    });
  }
}
