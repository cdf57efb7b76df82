import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { queries, useIsSomebody, useMe, useSite } from '../api/queries.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextSkeleton } from '../parts/skeletons.tsx';
import { RatedLine } from './rated-line.tsx';
import { ratedOrders, sortRated, type RatedOrder } from './sort-rated.ts';
import { TasteSummary } from './taste-summary.tsx';

/** What the person has rated, with what it says of their taste. */
export function RatedTab() {
  const site = useSite().data;
  const me = useMe().data;
  const somebody = useIsSomebody();
  const { data, error, refetch } = useQuery({ ...queries.ratings(), enabled: somebody });
  const [order, setOrder] = useState<RatedOrder>('time');
  if (error && !data) return <FailureNote error={error} retry={() => void refetch()} />;
  if (!me || !site || (somebody && !data)) return <TextSkeleton lines={6} />;
  const rated = data?.films ?? [];
  if (rated.length === 0) {
    return (
      <EmptyState
        title="You have not rated a film yet"
        text="A few are enough to begin with: what is recommended to you changes with each."
      >
        <Link href="/welcome" className="button" data-primary>
          Rate a few films
        </Link>
        <Link href="/search" className="button">
          Search for a film
        </Link>
      </EmptyState>
    );
  }
  return (
    <>
      <TasteSummary site={site} rated={rated} />
      <div className="rated-head">
        <h2>Your ratings</h2>
        <label>
          <span>Order</span>
          <select className="select" value={order} onChange={({ target }) => setOrder(target.value as RatedOrder)}>
            {Object.entries(ratedOrders).map(([name, called]) => (
              <option key={name} value={name}>
                {called}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul className="rated-list">
        {sortRated(rated, order).map((film) => (
          <li key={film.film}>
            <RatedLine film={film} />
          </li>
        ))}
      </ul>
    </>
  );
}
