import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Film } from '../../server/contract.ts';
import { feedback, type Standing } from '../api/feedback.ts';
import { hide } from '../api/hidden-films.ts';
import { note } from '../api/note.ts';
import { useIsNoted, useMyRating } from '../api/queries.ts';
import { filmPath } from '../film-path.ts';
import { Icon } from './icon.tsx';
import { Poster } from './poster.tsx';
import { RatingControl } from './rating-control.tsx';
import { useShown } from './use-shown.ts';

interface FilmCardProps {
  readonly film: Film;
  /** A short reason, below the title. */
  readonly why?: string | undefined;
  /** The list that it is recommended in; without it nothing is told of what becomes of it. */
  readonly standing?: Standing;
  /** Whether it can be put out of the list. */
  readonly hidable?: boolean;
}

/** A film in a list: its poster, its title, and what can be done with it. */
export function FilmCard({ film, why, standing, hidable = false }: FilmCardProps) {
  const [rating, noted] = [useMyRating(film.film), useIsNoted(film.film)];
  const [open, setOpen] = useState(false);
  const card = useRef<HTMLElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useShown(card, () => standing && feedback('shown', film.film, standing));
  useEffect(() => {
    if (!open) return;
    const away = ({ target }: Event) => card.current?.contains(target as Node) || setOpen(false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const close = () => {
    setOpen(false);
    opener.current?.focus({ preventScroll: true });
  };

  return (
    <article className="film-card" ref={card} data-open={open || undefined}>
      <div className="film-card-face">
        <Poster film={film} />
        {open ? (
          <div className="film-card-rate" onKeyDown={({ key }) => key === 'Escape' && close()}>
            <RatingControl film={film} autoFocus onRated={close} />
          </div>
        ) : null}
      </div>
      <h3 className="film-card-title">
        <Link href={filmPath(film.film)} onClick={() => standing && feedback('clicked', film.film, standing)}>
          {film.title}
        </Link>
      </h3>
      <p className="film-card-facts">
        {film.year ?? 'Year unknown'}
        {film.genres.length === 0 ? null : <span>{film.genres.slice(0, 2).join(', ')}</span>}
      </p>
      {why === undefined ? null : <p className="film-card-why">{why}</p>}
      <div className="film-card-actions">
        <button
          type="button"
          ref={opener}
          className="chip"
          aria-expanded={open}
          aria-label={
            rating === undefined ? `Rate ${film.title}` : `Your rating of ${film.title}: ${rating}. Change it`
          }
          data-on={rating !== undefined || undefined}
          onClick={() => setOpen(!open)}
        >
          <Icon name="star" filled={rating !== undefined} />
          {rating ?? 'Rate'}
        </button>
        <button
          type="button"
          className="icon-button"
          aria-pressed={noted}
          aria-label={`${film.title} on your watch-list`}
          title={noted ? 'Take off the watch-list' : 'Put on the watch-list'}
          onClick={() => void note(film, !noted)}
        >
          <Icon name="bookmark" filled={noted} />
        </button>
        {hidable ? (
          <button
            type="button"
            className="icon-button"
            aria-label={`Not interested in ${film.title}`}
            title="Not interested"
            onClick={() => hide(film, standing ?? {})}
          >
            <Icon name="hide" />
          </button>
        ) : null}
      </div>
    </article>
  );
}
