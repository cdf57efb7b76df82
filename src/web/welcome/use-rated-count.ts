import { useQuery } from '@tanstack/react-query';
import { queries, useIsSomebody } from '../api/queries.ts';

/** How many films the person has rated, as the page knows it at this moment. */
export function useRatedCount(): number {
  const somebody = useIsSomebody();
  return useQuery({ ...queries.ratings(), enabled: somebody, select: ({ films }) => films.length }).data ?? 0;
}
