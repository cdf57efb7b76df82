import { Link } from 'wouter';
import type { RatedFilm } from '../../server/contract.ts';
import { rate } from '../api/rate.ts';
import { filmPath } from '../film-path.ts';
import { Icon } from '../parts/icon.tsx';
import { Poster } from '../parts/poster.tsx';
import { RatingControl } from '../parts/rating-control.tsx';
import { dayOf } from './day-of.ts';

/** A film that was rated: to change the rating or take it back. */
export function RatedLine({ film }: { readonly film: RatedFilm }) {
  const { film: id, title, year, genres, at } = film;
  return (
    <article className="rated-line">
      <Poster film={film} />
      <div className="rated-film">
        <h3>
          <Link href={filmPath(id)} dir="auto">
            {title}
          </Link>
        </h3>
        <p className="quiet">{[year, genres.slice(0, 3).join(', ')].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="rated-rating">
        <RatingControl film={film} />
        <button type="button" className="icon-button" title="Take back" onClick={() => void rate(film, null)}>
          <Icon name="hide" />
          <span className="unseen">Take back your rating of {title}</span>
        </button>
      </div>
      <time className="rated-day quiet" dateTime={new Date(at).toISOString()}>
        {dayOf(at)}
      </time>
    </article>
  );
}
