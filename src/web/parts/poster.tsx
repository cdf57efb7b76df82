import { useMemo } from 'react';
import type { Film } from '../../server/contract.ts';
import { composePoster } from './compose-poster.ts';

/** A drawn placeholder for a film's poster. For the eye only: the title stands beside it as text wherever it is used. */
export function Poster({ film }: { film: Pick<Film, 'film' | 'title' | 'year' | 'genres'> }) {
  const { film: id, title, year, genres } = film;
  const poster = useMemo(() => composePoster(id, year, genres), [id, year, genres]);
  const length = title.length > 34 ? 'long' : title.length > 16 ? 'medium' : 'short';
  return (
    <div
      className="poster"
      aria-hidden="true"
      data-title={poster.title}
      data-lettering={poster.lettering}
      data-length={length}
      style={{ backgroundColor: poster.ground, color: poster.ink }}
    >
      <svg viewBox="0 0 200 300" preserveAspectRatio="xMidYMid slice" focusable="false">
        {poster.shapes.map(({ path, fill, opacity }, index) => (
          <path key={index} d={path} fill={fill} opacity={opacity} />
        ))}
      </svg>
      <span className="poster-title">
        <span>{title}</span>
        {year === null ? null : <small>{year}</small>}
      </span>
    </div>
  );
}
