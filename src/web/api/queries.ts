import { keepPreviousData, QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import type { FilmQuery, ListQuery } from '../../server/contract.ts';
import { api } from './client.ts';
import { passes } from './failure.ts';
import { withQueued } from './queued-ratings.ts';
import { ratingQueue } from './rating-queue.ts';

/** What the page has heard from the server. A question is put again at most twice, and only where that may help. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => failures < 2 && passes(error),
      networkMode: 'always',
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** What depends on a person's ratings: `invalidateQueries({ queryKey: tasteKey })` has all of it asked for anew. */
export const tasteKey = ['taste'] as const;
/** What is stored about the person. */
export const mineKey = ['mine'] as const;

/** The questions and the names under which their answers are kept. */
export const queries = {
  site: () => queryOptions({ queryKey: ['site'], queryFn: () => api.site(), staleTime: Infinity }),
  models: () => queryOptions({ queryKey: ['models'], queryFn: api.models, staleTime: 5 * 60_000 }),
  model: (model: string) => queryOptions({ queryKey: ['models', model], queryFn: () => api.model(model) }),

  films: (query: FilmQuery) =>
    queryOptions({
      queryKey: ['films', query],
      queryFn: ({ signal }) => api.films(query, signal),
      placeholderData: keepPreviousData,
    }),
  film: (film: string) => queryOptions({ queryKey: ['film', film], queryFn: () => api.film(film) }),
  similar: (film: string, query: Parameters<typeof api.similar>[1] = {}) =>
    queryOptions({ queryKey: ['film', film, 'similar', query], queryFn: () => api.similar(film, query) }),

  me: () => queryOptions({ queryKey: [...mineKey, 'me'], queryFn: api.me }),
  ratings: () =>
    queryOptions({
      queryKey: [...mineKey, 'ratings'],
      queryFn: async () => withQueued(await api.ratings(), ratingQueue.get()),
    }),
  watchList: () => queryOptions({ queryKey: [...mineKey, 'watch-list'], queryFn: api.watchList }),
  history: (most = 50) => queryOptions({ queryKey: [...mineKey, 'history', most], queryFn: () => api.history(most) }),

  home: (query: Parameters<typeof api.home>[0]) =>
    queryOptions({
      queryKey: [...tasteKey, 'home', query],
      queryFn: () => api.home(query),
      placeholderData: keepPreviousData,
    }),
  recommendations: (query: ListQuery) =>
    queryOptions({
      queryKey: [...tasteKey, 'recommendations', query],
      queryFn: () => api.recommendations(query),
      placeholderData: keepPreviousData,
    }),
  explanation: (film: string, model?: string) =>
    queryOptions({
      queryKey: [...tasteKey, 'explanation', film, model],
      queryFn: () => api.explanation(film, { model }),
      placeholderData: keepPreviousData,
    }),

  charts: () => queryOptions({ queryKey: ['charts'], queryFn: api.charts, staleTime: Infinity }),
  chart: (chart: string) =>
    queryOptions({ queryKey: ['charts', chart], queryFn: () => api.chart(chart), staleTime: Infinity }),
  overview: (key: string) =>
    queryOptions({ queryKey: ['overview', key], queryFn: () => api.overview(key), refetchInterval: 5_000 }),
} as const;

export const useSite = () => useQuery(queries.site());
export const useMe = () => useQuery(queries.me());

/** Whether there is a person, of whom the server remembers something. */
export function useIsSomebody(): boolean {
  const { data } = useMe();
  return data !== undefined && data.kind !== 'nobody';
}

/** What the person has rated, by film. */
export function useMyRating(film: string): number | undefined {
  const somebody = useIsSomebody();
  return useQuery({
    ...queries.ratings(),
    enabled: somebody,
    select: ({ films }) => films.find((rated) => rated.film === film)?.rating,
  }).data;
}

/** Whether the film is on the person's watch-list. */
export function useIsNoted(film: string): boolean {
  const somebody = useIsSomebody();
  return (
    useQuery({
      ...queries.watchList(),
      enabled: somebody,
      select: ({ films }) => films.some((noted) => noted.film === film),
    }).data ?? false
  );
}
