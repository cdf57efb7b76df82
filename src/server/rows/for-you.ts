import { filmLikeness } from '../../dataset/film-likeness.ts';
import { chooseFilms } from '../../stages/recommend/choose-films.ts';
import type { RowMaker } from './row.ts';

/** The person's list, as GET /api/recommendations has it. Of someone who has rated nothing the model knows nothing. */
export const forYou: RowMaker = ({ service, taste, loaded, user, k, diversity, novelty, free }) => {
  if (taste.history.items.length === 0) return undefined;
  const wish = { diversity, novelty, showSeen: false };
  return {
    id: 'for-you',
    title: 'For you',
    films: chooseFilms(loaded.model, user, k, free, wish, filmLikeness(service.catalog)),
  };
};
