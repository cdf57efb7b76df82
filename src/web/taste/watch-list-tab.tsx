import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { queries, useIsSomebody, useMe } from '../api/queries.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { FilmCard } from '../parts/film-card.tsx';
import { FilmGrid } from '../parts/film-grid.tsx';
import { FilmSkeletons } from '../parts/skeletons.tsx';

/** What the person wants to see, noted last first. */
export function WatchListTab() {
  const me = useMe().data;
  const somebody = useIsSomebody();
  const { data, error, refetch } = useQuery({ ...queries.watchList(), enabled: somebody });
  if (error && !data) return <FailureNote error={error} retry={() => void refetch()} />;
  const films = data?.films ?? [];
  const waiting = !me || (somebody && !data);
  if (!waiting && films.length === 0) {
    return (
      <EmptyState
        title="Nothing on your watch-list yet"
        text="Put a film here with the bookmark beside it, and you will find it again when there is an evening to spare."
      >
        <Link href="/" className="button" data-primary>
          See what is recommended
        </Link>
        <Link href="/search" className="button">
          Search for a film
        </Link>
      </EmptyState>
    );
  }
  return (
    <>
      <h2 className="unseen">Your watch-list</h2>
      <FilmGrid label="Watch-list">
        {waiting && <FilmSkeletons count={6} />}
        {films.map((film) => (
          <li key={film.film}>
            <FilmCard film={film} />
          </li>
        ))}
      </FilmGrid>
    </>
  );
}
