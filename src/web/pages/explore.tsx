import { useQuery } from '@tanstack/react-query';
import type { ChartList } from '../../server/contract.ts';
import { queries, useSite } from '../api/queries.ts';
import { ChartFigure } from '../graphs/chart-figure.tsx';
import { sectionsOf } from '../graphs/sections-of.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { TextSkeleton } from '../parts/skeletons.tsx';
import '../graphs/explore.css';

/** The data set in charts. */
export default function ExplorePage() {
  const site = useSite().data;
  const { data, error, refetch } = useQuery(queries.charts());
  const lead = site && (
    <>
      What the data say that the recommendations are made from: {site.ratings.toLocaleString('en')} ratings of{' '}
      {site.films.toLocaleString('en')} films by {site.people.toLocaleString('en')}{' '}
      {site.simulated ? 'people, all of them simulated' : 'people'}.
    </>
  );
  return (
    <Page title="Explore" lead={lead}>
      {error && !data ? (
        <FailureNote error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <TextSkeleton lines={6} />
      ) : data.charts.length === 0 ? (
        <EmptyState
          title="No charts have been drawn yet"
          text={
            <>
              Whoever runs this service can have them drawn. <code>{data.hint ?? 'Run: movierec eda'}</code>
            </>
          }
        />
      ) : (
        <Charts charts={data.charts} />
      )}
    </Page>
  );
}

function Charts({ charts }: Pick<ChartList, 'charts'>) {
  const sections = sectionsOf(charts);
  return (
    <div className="explore">
      <nav className="explore-contents" aria-label="Charts">
        <ol>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="explore-charts">
        {sections.map(({ id, title, charts }) => (
          <section key={id} id={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            {charts.map((chart) => (
              <ChartFigure key={chart.chart} {...chart} />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
