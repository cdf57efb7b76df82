import { useQuery } from '@tanstack/react-query';
import { Link, Redirect } from 'wouter';
import { useHiddenFilms } from '../api/hidden-films.ts';
import { queries, useMe } from '../api/queries.ts';
import { GuestNote } from '../home/guest-note.tsx';
import '../home/home.css';
import { ListChange } from '../home/list-change.tsx';
import { shortWhy } from '../home/short-why.ts';
import { tuning } from '../home/tuning.ts';
import { TuningPanel } from '../home/tuning-panel.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { FilmCard } from '../parts/film-card.tsx';
import { FilmRow } from '../parts/film-row.tsx';
import { Icon } from '../parts/icon.tsx';
import { Page } from '../parts/page.tsx';
import { FilmSkeletons } from '../parts/skeletons.tsx';
import { useDebounced } from '../parts/use-debounced.ts';
import { useStored } from '../stored-value.ts';
import { welcomed } from '../welcome/welcomed.ts';

/** So many films in a row. */
const k = 20;

/** Rows of films for the person, and how they are chosen. */
export function HomePage() {
  const { data: me } = useMe();
  const seen = useStored(welcomed);
  if (me?.ratings === 0 && !seen) return <Redirect to="/welcome" replace />;
  return <HomeRows />;
}

function HomeRows() {
  const wish = useDebounced(useStored(tuning), 200);
  const { data, error, isPending, refetch, isPlaceholderData } = useQuery(queries.home({ k, ...wish }));
  const rated = data?.rated ?? 0;
  // Reasons take longer than the rows, which need not wait for them.
  const { data: reasoned } = useQuery({
    ...queries.recommendations({ k, ...wish, reasons: 'true' }),
    enabled: rated > 0,
  });
  const hidden = useHiddenFilms();
  const { data: mine } = useQuery({ ...queries.ratings(), enabled: rated > 0 });
  const whyOf = (film: string) => {
    const found = reasoned?.films.find((other) => other.film === film);
    return found && shortWhy(found, mine?.films ?? []);
  };

  return (
    <Page title="What to watch next" lead={error !== null && data === undefined ? undefined : leadOf(data?.rated)}>
      <GuestNote />
      <div className="home-tools">
        <TuningPanel />
        <Link href="/welcome" className="chip">
          <Icon name="star" />
          Rate more films
        </Link>
      </div>
      <ListChange home={data} />
      {error !== null && data === undefined ? <FailureNote error={error} retry={() => void refetch()} /> : null}
      {isPending ? (
        <FilmRow title="For you">
          <FilmSkeletons />
        </FilmRow>
      ) : null}
      {data?.rows.length === 0 ? (
        <EmptyState title="No lists yet" text="Rate a few films, and there will be some.">
          <Link href="/welcome" className="button" data-primary>
            Rate films
          </Link>
        </EmptyState>
      ) : null}
      <div className="home-rows" aria-busy={isPlaceholderData}>
        {data?.rows.map((row) => (
          <FilmRow key={row.id} title={row.title}>
            {row.films
              .filter(({ film }) => !hidden.includes(film))
              .map((film, index) => (
                <li key={film.film}>
                  <FilmCard
                    film={film}
                    why={row.id === 'for-you' && rated > 0 ? whyOf(film.film) : undefined}
                    standing={{ model: data.model, place: index + 1 }}
                    hidable
                  />
                </li>
              ))}
          </FilmRow>
        ))}
      </div>
    </Page>
  );
}

const leadOf = (rated: number | undefined): string => {
  if (rated === undefined) return 'One moment …';
  if (rated === 0) return 'What many people enjoy. Rate a few films, and this page becomes yours.';
  return `Chosen by the ${rated === 1 ? 'one film' : `${rated} films`} you rated. It changes with every rating.`;
};
