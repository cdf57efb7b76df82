import { useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Film } from '../../server/contract.ts';
import { useMyRating, useSite } from '../api/queries.ts';
import { rate } from '../api/rate.ts';
import { ratingAt, ratingValues, ratingWords, shareOf, typedRating } from './rating-scale.ts';
import { Stars } from './stars.tsx';

/** So long an arrow key or digit waits for the next one before it counts. */
const pause = 700;

interface RatingControlProps {
  readonly film: Film;
  readonly size?: 'small' | 'large';
  /** After a rating was given. */
  readonly onRated?: (rating: number | null) => void;
  readonly autoFocus?: boolean;
  /** Without a notice, where the page shows by itself what comes of it. */
  readonly quiet?: boolean;
}

/** Stars to rate a film by: by pointer where one points, by keyboard with arrows or digits. One more press takes it back. */
export function RatingControl({ film, size = 'small', onRated, autoFocus = false, quiet = false }: RatingControlProps) {
  const scale = useSite().data?.scale;
  const rating = useMyRating(film.film);
  const [pointed, setPointed] = useState<number>();
  const [pending, setPending] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const typed = useRef('');
  const group = useRef<HTMLDivElement>(null);
  const name = useId();
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (autoFocus)
      group.current
        ?.querySelector<HTMLInputElement>(':is(input:checked, div:not(:has(input:checked)) > input)')
        ?.focus({ preventScroll: true });
  }, [autoFocus]);
  if (scale === undefined) return null;

  const give = (value: number | null) => {
    clearTimeout(timer.current);
    typed.current = '';
    setPending(undefined);
    void rate(film, value, { silent: quiet });
    onRated?.(value);
  };
  const wait = (value: number) => {
    clearTimeout(timer.current);
    setPending(value);
    timer.current = setTimeout(() => give(value), pause);
  };
  const at = ({ clientX, currentTarget }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return ratingAt(scale, (clientX - left) / width);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && pending !== undefined) give(pending);
    else if (['Backspace', 'Delete'].includes(event.key) && rating !== undefined) give(null);
    else if (/^\d$/.test(event.key)) {
      const value = typedRating(scale, event.key, typed.current);
      if (value === undefined) return;
      typed.current = event.key;
      group.current?.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.focus({ preventScroll: true });
      wait(value);
    } else return;
    event.preventDefault();
  };
  const shown = pointed ?? pending ?? rating;

  return (
    <div
      className="rating-control"
      data-size={size}
      role="radiogroup"
      aria-label={`Rate ${film.title}`}
      ref={group}
      onKeyDown={press}
      onBlur={(event) => {
        if (pending !== undefined && !event.currentTarget.contains(event.relatedTarget)) give(pending);
      }}
    >
      <div
        className="rating-stars"
        onPointerMove={(event) => event.pointerType === 'mouse' && setPointed(at(event))}
        onPointerLeave={() => setPointed(undefined)}
        onClick={(event) => {
          // A click that a key makes has no place.
          if (event.detail === 0) return;
          const value = at(event as unknown as PointerEvent);
          give(value === rating ? null : value);
        }}
      >
        <Stars share={shown === undefined ? 0 : shareOf(scale, shown)} />
        {ratingValues(scale).map((value) => (
          <input
            key={value}
            type="radio"
            className="unseen"
            name={name}
            value={value}
            aria-label={ratingWords(scale, value)}
            checked={(pending ?? rating) === value}
            onChange={() => wait(value)}
          />
        ))}
      </div>
      <span className="rating-figure" aria-hidden="true">
        {shown ?? ''}
      </span>
    </div>
  );
}
