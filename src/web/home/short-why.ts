import type { RatedFilm, RecommendedFilm } from '../../server/contract.ts';

/** Why a film is in the list in a few words, by the rated film that speaks most for it; else as the server says it. */
export function shortWhy(
  { reasons = [], why }: Pick<RecommendedFilm, 'reasons' | 'why'>,
  rated: readonly Pick<RatedFilm, 'film' | 'title'>[],
): string | undefined {
  const [most] = reasons
    .filter(({ amount, film }) => film !== undefined && amount > 0)
    .sort((a, b) => b.amount - a.amount);
  const title = rated.find(({ film }) => film === most?.film)?.title;
  return title === undefined ? why : `Goes with ${title}`;
}
