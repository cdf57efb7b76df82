import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FilmCard } from '../parts/film-card.tsx';
import { FilmRow } from '../parts/film-row.tsx';
import type { Wish } from './wish.ts';

interface Props {
  readonly wish: Wish;
  readonly onChange: (change: Partial<Wish>) => void;
}

/** What to try where nothing was found. */
export function Suggestions({ wish, onChange }: Props) {
  const { query, genres, year } = wish;
  const narrowed = genres.length > 0 || year !== '';
  const liked = useQuery(queries.films({ order: 'popularity', size: 12 })).data?.films ?? [];
  return (
    <>
      <EmptyState
        title={query ? `No film called “${query}”${narrowed ? ' among these' : ''}` : 'No such films'}
        text={
          narrowed
            ? 'Look among all genres and years, or try other words.'
            : 'Try fewer or other words of the title; small typos do not matter.'
        }
      >
        {narrowed && (
          <button type="button" className="button" data-primary onClick={() => onChange({ genres: [], year: '' })}>
            Look among all films
          </button>
        )}
        {query && (
          <button type="button" className="button" onClick={() => onChange({ query: '' })}>
            Without a title
          </button>
        )}
      </EmptyState>
      {liked.length > 0 && (
        <FilmRow title="Films that many have seen">
          {liked.map((film) => (
            <li key={film.film}>
              <FilmCard film={film} />
            </li>
          ))}
        </FilmRow>
      )}
    </>
  );
}
