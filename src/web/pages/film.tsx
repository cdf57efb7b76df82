import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { Page } from '../parts/page.tsx';

/** All about one film. */
export default function FilmPage({ film }: { film: string }) {
  const { data } = useQuery(queries.film(film));
  return <Page title={data?.title ?? 'Film'}>{null}</Page>;
}
