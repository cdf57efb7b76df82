import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { asFailure } from '../api/failure.ts';
import { queries } from '../api/queries.ts';
import { Audience } from '../film/audience.tsx';
import { FilmHead } from '../film/film-head.tsx';
import { Match } from '../film/match.tsx';
import { SimilarRow } from '../film/similar-row.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { TextSkeleton } from '../parts/skeletons.tsx';
import '../film/film.css';

/** All about one film: what it is, how well it suits the person and why, how others rated it, and what is like it. */
export default function FilmPage({ film }: { readonly film: string }) {
  const { data, error, refetch } = useQuery(queries.film(film));
  if (error && !data) {
    return (
      <Page title="Film" heading={<h1 className="unseen">Film</h1>} narrow>
        {asFailure(error).status === 404 ? (
          <EmptyState title="No such film" text="There is no film at this address.">
            <Link href="/search" className="button" data-primary>
              Search for films
            </Link>
          </EmptyState>
        ) : (
          <FailureNote error={error} retry={() => void refetch()} />
        )}
      </Page>
    );
  }
  if (!data) {
    return (
      <Page title="Film" heading={<h1 className="unseen">Film</h1>}>
        <div className="film-head" aria-busy="true">
          <div className="film-poster">
            <div className="film-poster-waiting skeleton" />
          </div>
          <div className="film-title">
            <TextSkeleton lines={5} />
          </div>
        </div>
      </Page>
    );
  }
  return (
    <Page title={data.year === null ? data.title : `${data.title} (${data.year})`} heading={<FilmHead film={data} />}>
      <div className="film-sections">
        <Match film={data} />
        <Audience film={data} />
      </div>
      <SimilarRow film={data} by="model" />
      <SimilarRow film={data} by="people" />
    </Page>
  );
}
