import type { RowMaker } from './row.ts';

/** What the person noted, the most promising first. */
export const fromTheWatchList: RowMaker = async ({ service: { catalog, store }, person, loaded, user, k, free }) => {
  if (person === undefined) return undefined;
  const noted = new Set((await store.watchListOf(person)).map(({ film }) => catalog.ids.indexOf(film)));
  const films = loaded.model.recommend(user, k, (item) => noted.has(item) && free(item));
  return { id: 'from-your-watch-list', title: 'From your watch-list', films };
};
