import { useQuery } from '@tanstack/react-query';
import { Link, Redirect } from 'wouter';
import { useHiddenFilms } from '../api/hidden-films.ts';
import { queries, useMe } from '../api/queries.ts';
import { FailureNote } from '../parts/failure-note.tsx';
import { FilmCard } from '../parts/film-card.tsx';
import { FilmRow } from '../parts/film-row.tsx';
import { Icon } from '../parts/icon.tsx';
import { Page } from '../parts/page.tsx';
import { FilmSkeletons } from '../parts/skeletons.tsx';
import { useDebounced } from '../parts/use-debounced.ts';
import { useStored } from '../stored-value.ts';
import { GuestNote } from '../home/guest-note.tsx';
import '../home/home.css';
import { tuning } from '../home/tuning.ts';
import { TuningPanel } from '../home/tuning-panel.tsx';
import { welcomed } from '../welcome/welcomed.ts';

/** Rows of films for the person, and how they are chosen. */
export function HomePage() {
  const { data: me } = useMe();
  const seen = useStored(welcomed);
  if (me?.ratings === 0 && !seen) return <Redirect to="/welcome" replace />;
  return <HomeRows />;
}

function HomeRows() {
  const wish = useDebounced(useStored(tuning), 200);
  const { data, error, isPending, refetch, isPlaceholderData } = useQuery(queries.home({ k: 20, ...wish }));
  const hidden = useHiddenFilms();
  return (
    <Page title="What to watch next" lead={leadOf(data?.rated)}>
      <GuestNote />
      <div className="home-tools">
        <TuningPanel />
        <Link href="/welcome" className="chip">
          <Icon name="star" />
          Rate more films
        </Link>
      </div>
      {error !== null && data === undefined ? <FailureNote error={error} retry={() => void refetch()} /> : null}
      {isPending ? (
        <FilmRow title="For you">
          <FilmSkeletons />
        </FilmRow>
      ) : null}
      <div className="home-rows" aria-busy={isPlaceholderData}>
        {data?.rows.map((row) => (
          <FilmRow key={row.id + row.title} title={row.title}>
            {row.films
              .filter(({ film }) => !hidden.includes(film))
              .map((film, index) => (
                <li key={film.film}>
                  <FilmCard
                    film={film}
                    why={row.id === 'for-you' ? film.why : undefined}
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

const leadOf = (rated: number | undefined): string =>
  rated === undefined || rated === 0
    ? 'What many people enjoy. Rate a few films, and this page becomes yours.'
    : `Chosen by the ${rated === 1 ? 'one film' : `${rated} films`} you rated. It changes with every rating.`;
