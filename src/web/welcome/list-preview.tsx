import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/queries.ts';
import { Poster } from '../parts/poster.tsx';

/** The head of the person's list, which changes with each rating. */
export function ListPreview({ rated }: { rated: number }) {
  const { data } = useQuery(queries.recommendations({ k: 6, reasons: 'true' }));
  if (data === undefined) return null;
  return (
    <div className="list-preview" data-anyone={rated === 0 || undefined}>
      <h2>{rated === 0 ? 'Before we know you' : 'Your list so far'}</h2>
      <ol>
        {data.films.map((film) => (
          <li key={film.film}>
            <Poster film={film} />
            <span>
              {film.title}
              <small>{rated > 0 && film.why !== undefined ? film.why : film.year}</small>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
