import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useSearchParams } from 'wouter';
import { api } from '../api/client.ts';
import { useSite } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { FilmCard } from '../parts/film-card.tsx';
import { FilmGrid } from '../parts/film-grid.tsx';
import { Page } from '../parts/page.tsx';
import { FilmSkeletons } from '../parts/skeletons.tsx';
import { Filters } from '../search/filters.tsx';
import { SearchField } from '../search/search-field.tsx';
import { Suggestions } from '../search/suggestions.tsx';
import { addressOf, isEmpty, questionOf, wishOf, type Wish } from '../search/wish.ts';
import '../search/search.css';

const size = 24;

/** Films to look for, by words of the title, genre and year; the address says what is looked for. */
export default function SearchPage() {
  const [address, setAddress] = useSearchParams();
  const wish = wishOf(address);
  const change = (part: Partial<Wish>, replace = false): void =>
    setAddress((current) => addressOf({ ...wishOf(current), ...part }), { replace });

  const { data: site, isPending: siteIsPending } = useSite();
  // A genre that no film has finds nothing, and is not worth a refusal.
  const isKnown = (genre: string): boolean => site?.genres.some((known) => known.genre === genre) ?? true;
  const question = questionOf({ ...wish, genres: wish.genres.filter(isKnown) });
  const found = useInfiniteQuery({
    queryKey: ['films', 'pages', question],
    queryFn: ({ pageParam, signal }) => api.films({ ...question, page: pageParam, size }, signal),
    initialPageParam: 1,
    getNextPageParam: ({ page, total }) => (page * size < total ? page + 1 : undefined),
    placeholderData: keepPreviousData,
    enabled: wish.genres.length === 0 || !siteIsPending,
  });
  const films = found.data?.pages.flatMap((page) => page.films) ?? [];
  const total = found.data?.pages[0]?.total;
  const results = useRef<HTMLDivElement>(null);
  const enter = (): void => results.current?.querySelector<HTMLElement>('.film-card-title a')?.focus();

  return (
    <Page
      title={wish.query.trim() ? `${wish.query.trim()}: search` : 'Search'}
      heading={<h1 className="unseen">Search</h1>}
    >
      <SearchField query={wish.query} onChange={(query) => change({ query }, true)} onEnter={enter} />
      {site && <Filters site={site} wish={wish} onChange={change} />}
      <div className="search-count">
        <p role="status">{countOf(total, found.isFetching, isEmpty(wish))}</p>
        {!isEmpty(wish) && (
          <button type="button" className="button" data-quiet onClick={() => setAddress(new URLSearchParams())}>
            Clear all
          </button>
        )}
      </div>
      {found.isError && films.length === 0 ? (
        <FailureNote error={found.error} retry={() => void found.refetch()} />
      ) : total === 0 ? (
        <Suggestions wish={wish} onChange={change} />
      ) : (
        <div
          ref={results}
          aria-busy={found.isFetching}
          className="search-results"
          data-stale={found.isPlaceholderData || undefined}
        >
          <h2 className="unseen">Films found</h2>
          <FilmGrid label="Films found">
            {films.map((film) => (
              <li key={film.film}>
                <FilmCard film={film} />
              </li>
            ))}
            {(found.isPending || found.isFetchingNextPage) && <FilmSkeletons count={12} />}
          </FilmGrid>
        </div>
      )}
      {found.hasNextPage && (
        <p className="search-more">
          <button
            type="button"
            className="button"
            disabled={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {found.isFetchingNextPage ? 'One moment…' : 'Show more'}
          </button>
          <span className="search-shown">
            {films.length.toLocaleString('en')} of {total?.toLocaleString('en')}
          </span>
        </p>
      )}
    </Page>
  );
}

function countOf(total: number | undefined, fetching: boolean, all: boolean): string {
  if (total === undefined) return fetching ? 'Looking…' : '';
  if (total === 0) return 'No film found';
  return `${total.toLocaleString('en')} ${total === 1 ? 'film' : 'films'}${all ? ' in all' : ''}`;
}
