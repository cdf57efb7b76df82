import type {
  ChartList,
  ChartSpec,
  Explanation,
  FeedbackBody,
  FilmDetails,
  FilmPage,
  FilmQuery,
  History,
  Home,
  ListQuery,
  Me,
  ModelCard,
  MyRatings,
  Onboarding,
  Overview,
  Rated,
  Recommendations,
  ServedModels,
  SimilarFilms,
  Site,
  WatchList,
} from '../../server/contract.ts';
import { request } from './request.ts';

interface Done {
  readonly done: true;
}
interface Credentials {
  readonly name: string;
  readonly password: string;
}

const at = encodeURIComponent;

/** Every question that the page puts to the server, typed by the contract. */
export const api = {
  site: (signal?: AbortSignal) => request<Site>('/api/site', { ...aborting(signal) }),

  films: (query: FilmQuery, signal?: AbortSignal) => request<FilmPage>('/api/films', { query, ...aborting(signal) }),
  film: (film: string) => request<FilmDetails>(`/api/films/${at(film)}`),
  similar: (film: string, query: { by?: 'people' | 'model'; model?: string; k?: number } = {}) =>
    request<SimilarFilms>(`/api/films/${at(film)}/similar`, { query }),

  home: (query: { k?: number; model?: string | undefined; diversity?: number; novelty?: number }) =>
    request<Home>('/api/home', { query }),
  recommendations: (query: ListQuery) => request<Recommendations>('/api/recommendations', { query }),
  onboarding: (query: { count?: number; after?: readonly string[] }) =>
    request<Onboarding>('/api/onboarding', { query }),
  explanation: (film: string, query: { model?: string | undefined } = {}) =>
    request<Explanation>(`/api/me/explanations/${at(film)}`, { query }),

  me: () => request<Me>('/api/me'),
  ratings: () => request<MyRatings>('/api/me/ratings'),
  rate: (film: string, rating: number) =>
    request<Rated>(`/api/me/ratings/${at(film)}`, { method: 'PUT', body: { rating } }),
  unrate: (film: string) => request<Rated>(`/api/me/ratings/${at(film)}`, { method: 'DELETE' }),
  watchList: () => request<WatchList>('/api/me/watch-list'),
  watch: (film: string) => request<Done>(`/api/me/watch-list/${at(film)}`, { method: 'PUT' }),
  unwatch: (film: string) => request<Done>(`/api/me/watch-list/${at(film)}`, { method: 'DELETE' }),
  feedback: (body: FeedbackBody) => request<Done>('/api/feedback', { method: 'POST', body, keepalive: true }),
  history: (most = 50) => request<History>('/api/me/history', { query: { most } }),

  signUp: (body: Credentials) => request<Me>('/api/accounts', { method: 'POST', body }),
  signIn: (body: Credentials) => request<Me>('/api/session', { method: 'POST', body }),
  signOut: () => request<Done>('/api/session', { method: 'DELETE' }),
  changePassword: (body: { password: string; newPassword: string }) =>
    request<Done>('/api/me/password', { method: 'PUT', body }),
  /** An account needs its password. */
  removeMe: (password: string) => request<Done>('/api/me', { method: 'DELETE', body: { password } }),
  /** Where the browser downloads all that is stored about the person. */
  dataPath: '/api/me/data',

  models: () => request<ServedModels>('/api/models'),
  model: (model: string) => request<ModelCard>(`/api/models/${at(model)}`),
  charts: () => request<ChartList>('/api/charts'),
  chart: (chart: string) => request<ChartSpec>(`/api/charts/${at(chart)}`),

  overview: (key: string) => request<Overview>('/api/operator/overview', { key }),
  retrain: (key: string, model?: string) =>
    request<{ model: string; busy: true }>('/api/operator/retrain', {
      method: 'POST',
      key,
      body: model === undefined ? {} : { model },
    }),
  rollback: (key: string, version: number, model?: string) =>
    request<{ model: string; version: number }>('/api/operator/rollback', {
      method: 'POST',
      key,
      body: model === undefined ? { version } : { model, version },
    }),
} as const;

const aborting = (signal: AbortSignal | undefined): { signal?: AbortSignal } =>
  signal === undefined ? {} : { signal };
