import type { Film } from '../../server/contract.ts';
import { useMyRating } from '../api/queries.ts';
import { Poster } from '../parts/poster.tsx';
import { RatingControl } from '../parts/rating-control.tsx';

/** A film with its stars at hand, or to be passed over. */
export function FilmToRate({ film, onUnseen }: { film: Film; onUnseen: () => void }) {
  const rating = useMyRating(film.film);
  return (
    <article className="film-to-rate" data-rated={rating !== undefined || undefined}>
      <Poster film={film} />
      <h2>
        {film.title} {film.year === null ? null : <small>{film.year}</small>}
      </h2>
      <RatingControl film={film} quiet />
      <button
        type="button"
        className="text-button"
        disabled={rating !== undefined}
        aria-label={`Not seen: ${film.title}`}
        onClick={onUnseen}
      >
        Not seen
      </button>
    </article>
  );
}
