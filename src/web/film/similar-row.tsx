import { useQuery } from '@tanstack/react-query';
import type { Film } from '../../server/contract.ts';
import { useHiddenFilms } from '../api/hidden-films.ts';
import { queries } from '../api/queries.ts';
import { FilmCard } from '../parts/film-card.tsx';
import { FilmRow } from '../parts/film-row.tsx';
import { FilmSkeletons } from '../parts/skeletons.tsx';

interface Props {
  readonly film: Film;
  readonly by: 'model' | 'people';
}

const most = 16;

/** Films like one: what the model finds alike, or what people who liked it liked too. Not there where there are none. */
export function SimilarRow({ film, by }: Props) {
  const hidden = useHiddenFilms();
  const { data, isPending, isError } = useQuery(queries.similar(film.film, { by, k: most }));
  const films = data?.films.filter((similar) => !hidden.includes(similar.film)) ?? [];
  // Where nothing is found as asked for, the server looks otherwise; what people liked has its own row.
  const asAsked = data === undefined || (data.by === 'people') === (by === 'people');
  if (isError || !asAsked || (!isPending && films.length === 0)) return null;
  return (
    <FilmRow title={by === 'model' ? `Films like ${film.title}` : 'People who liked it also liked'}>
      {isPending && <FilmSkeletons count={8} />}
      {films.map((similar) => (
        <li key={similar.film}>
          <FilmCard film={similar} why={similar.people === undefined ? undefined : likedBy(similar.people)} />
        </li>
      ))}
    </FilmRow>
  );
}

const likedBy = (people: number): string =>
  `${people.toLocaleString('en')} ${people === 1 ? 'person' : 'people'} liked both`;
