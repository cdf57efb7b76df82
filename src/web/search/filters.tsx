import { useEffect, useRef } from 'react';
import type { Site } from '../../server/contract.ts';
import { decadesOf } from './decades.ts';
import { orders, type Order, type Wish } from './wish.ts';

interface Props {
  readonly site: Site;
  readonly wish: Wish;
  readonly onChange: (change: Partial<Wish>) => void;
}

/** Genres, years and order. */
export function Filters({ site, wish, onChange }: Props) {
  const { genres, year, order, query } = wish;
  const decades = decadesOf(site.years);
  const usual: Order = query.trim() ? 'relevance' : 'popularity';
  const offered = (Object.keys(orders) as Order[]).filter((one) => one !== 'relevance' || query.trim());
  const line = useRef<HTMLDivElement>(null);
  // On a phone the chips are one line, of which the chosen may be out of sight.
  useEffect(() => {
    const chosen = line.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (chosen) line.current?.scrollTo({ left: chosen.offsetLeft - line.current.clientWidth / 3 });
  }, []);
  const toggle = (genre: string): void =>
    onChange({ genres: genres.includes(genre) ? genres.filter((one) => one !== genre) : [...genres, genre] });
  return (
    <div className="filters">
      <div className="filter-choices">
        <label>
          <span>From</span>
          <select className="select" value={year} onChange={({ target }) => onChange({ year: target.value })}>
            <option value="">All years</option>
            {year && !decades.some((decade) => decade.year === year) && (
              <option value={year}>{year.replace('..', '–')}</option>
            )}
            {decades.map((decade) => (
              <option key={decade.year} value={decade.year}>
                {decade.label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Order</span>
          <select
            className="select"
            value={order || usual}
            onChange={({ target: { value } }) => onChange({ order: value === usual ? '' : (value as Order) })}
          >
            {offered.map((one) => (
              <option key={one} value={one}>
                {orders[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {site.genres.length > 0 && (
        <div className="filter-genres" ref={line} role="group" aria-label="Genres: any of">
          {site.genres.map(({ genre }) => (
            <button
              key={genre}
              type="button"
              className="chip"
              aria-pressed={genres.includes(genre)}
              onClick={() => toggle(genre)}
            >
              {genre}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
