import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { queries, queryClient, useMe } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { FilmSkeletons } from '../parts/skeletons.tsx';
import { FilmToRate } from '../welcome/film-to-rate.tsx';
import { ListPreview } from '../welcome/list-preview.tsx';
import { Progress } from '../welcome/progress.tsx';
import { useRatedCount } from '../welcome/use-rated-count.ts';
import '../welcome/welcome.css';
import { welcomed } from '../welcome/welcomed.ts';

/** So many to choose from; films that were not seen make room for others. */
const choice = 12;

/** The first steps: films to rate that tell much about a taste, and what comes of it. */
export default function WelcomePage() {
  const { data: me } = useMe();
  // As one comes; it does not change while one rates.
  const [first] = useState(() => ratedBefore() === 0);
  const [, go] = useLocation();
  const rated = useRatedCount();
  const [unseen, setUnseen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage, isPending } = useInfiniteQuery({
    queryKey: ['onboarding'],
    queryFn: ({ pageParam }) => api.onboarding({ count: choice, after: pageParam }),
    initialPageParam: [] as readonly string[],
    getNextPageParam: (last, pages) =>
      last.films.length === 0 ? undefined : pages.flatMap(({ films }) => films.map(({ film }) => film)),
    staleTime: Infinity,
    gcTime: 0,
  });
  const films = (data?.pages.flatMap((page) => page.films) ?? []).filter(({ film }) => !unseen.has(film));
  const scarce = data !== undefined && films.length < choice;
  useEffect(() => {
    if (scarce && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [scarce, hasNextPage, isFetchingNextPage, fetchNextPage]);
  const leave = () => {
    welcomed.set(true);
    go('/');
  };

  return (
    <Page
      title={first ? 'What do you like?' : 'Tell us more'}
      lead="Rate films that you have seen, well liked or not. Five are enough for a list of your own; skip those you have not seen."
    >
      <div className="welcome">
        <section className="welcome-films" aria-label="Films to rate">
          {error !== null && data === undefined ? <FailureNote error={error} retry={() => void refetch()} /> : null}
          <ul className="film-grid">
            {isPending ? <FilmSkeletons count={choice} /> : null}
            {films.map((film) => (
              <li key={film.film}>
                <FilmToRate film={film} onUnseen={() => setUnseen(new Set([...unseen, film.film]))} />
              </li>
            ))}
            {isFetchingNextPage ? <FilmSkeletons count={4} /> : null}
          </ul>
          {hasNextPage ? (
            <button
              type="button"
              className="button welcome-more"
              disabled={isFetchingNextPage}
              onClick={() => void fetchNextPage()}
            >
              Show more films
            </button>
          ) : null}
        </section>
        <aside className="welcome-aside" aria-label="Your list so far">
          <Progress rated={rated} onDone={leave} />
          <ListPreview rated={rated} />
        </aside>
      </div>
      {me?.kind === 'account' ? null : (
        <p className="welcome-foot">
          You have an account? <Link href="/sign-in">Sign in</Link>
        </p>
      )}
    </Page>
  );
}

const ratedBefore = (): number => queryClient.getQueryData(queries.me().queryKey)?.ratings ?? 0;
