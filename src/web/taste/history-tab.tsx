import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { queries, useIsSomebody, useMe } from '../api/queries.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { TextSkeleton } from '../parts/skeletons.tsx';
import { doneOf, HistoryList } from './history-list.tsx';

/** What the person did, day by day. */
export function HistoryTab() {
  const me = useMe().data;
  const somebody = useIsSomebody();
  const { data, error, refetch } = useQuery({ ...queries.history(100), enabled: somebody });
  if (error && !data) return <FailureNote error={error} retry={() => void refetch()} />;
  if (!me || (somebody && !data)) return <TextSkeleton lines={6} />;
  const done = doneOf(data?.events ?? []);
  if (done.length > 0) return <HistoryList events={done} />;
  return (
    <EmptyState title="Nothing here yet" text="What you rate, note, look at or hide is listed here, for you alone.">
      <Link href="/" className="button" data-primary>
        See what is recommended
      </Link>
    </EmptyState>
  );
}
