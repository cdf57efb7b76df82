import { useMemo } from 'react';
import type { Film } from '../../server/contract.ts';
import { composePoster, posterTitle } from './compose-poster.ts';

/** A drawn placeholder for a film's poster. For the eye only: the title stands beside it as text wherever it is used. */
export function Poster({ film }: { film: Pick<Film, 'film' | 'title' | 'year' | 'genres'> }) {
  const { film: id, year, genres } = film;
  const title = posterTitle(film.title);
  const poster = useMemo(() => composePoster(id, title, year, genres), [id, title, year, genres]);
  return (
    <div
      className="poster"
      aria-hidden="true"
      data-title={poster.title}
      data-lettering={poster.lettering}
      style={{ backgroundColor: poster.ground, color: poster.ink }}
    >
      <svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice" focusable="false">
        {poster.shapes.map(({ path, fill, opacity }, index) => (
          <path key={index} d={path} fill={fill} opacity={opacity} />
        ))}
      </svg>
      <span className="poster-title" style={{ fontSize: `${poster.size}cqi` }}>
        <span>{title}</span>
        {year === null ? null : <small>{year}</small>}
      </span>
    </div>
  );
}
