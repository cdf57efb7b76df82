import type { FilmDetails } from '../../server/contract.ts';
import { hide, unhide, useHiddenFilms } from '../api/hidden-films.ts';
import { note } from '../api/note.ts';
import { useIsNoted, useMyRating } from '../api/queries.ts';
import { rate } from '../api/rate.ts';
import { Icon } from '../parts/icon.tsx';
import { RatingControl } from '../parts/rating-control.tsx';

/** To rate a film, to note it for later, or to see no more of it. */
export function FilmActions({ film }: { readonly film: FilmDetails }) {
  const rating = useMyRating(film.film);
  const noted = useIsNoted(film.film);
  const hidden = useHiddenFilms().includes(film.film);
  return (
    <div className="film-actions">
      <div className="film-rate">
        <span className="film-rate-label" aria-hidden="true">
          {rating === undefined ? 'Seen it? Rate it' : 'Your rating'}
        </span>
        <RatingControl film={film} size="large" />
        {rating !== undefined && (
          <button type="button" className="button" data-quiet onClick={() => void rate(film, null)}>
            Take back
          </button>
        )}
      </div>
      <div className="film-buttons">
        <button type="button" className="button" aria-pressed={noted} onClick={() => void note(film, !noted)}>
          <Icon name="bookmark" filled={noted} />
          {noted ? 'On your watch-list' : 'Watch-list'}
        </button>
        {rating === undefined && (
          <button
            type="button"
            className="button"
            aria-pressed={hidden}
            onClick={() => (hidden ? unhide(film) : hide(film, {}))}
          >
            <Icon name="hide" />
            Not interested
          </button>
        )}
      </div>
    </div>
  );
}
