import { Link } from 'wouter';
import type { FilmDetails } from '../../server/contract.ts';
import { Poster } from '../parts/poster.tsx';
import { FilmActions } from './film-actions.tsx';
import { languageName } from './language-name.ts';

/** What film it is: all that is known of it, and what a person can do with it. */
export function FilmHead({ film }: { readonly film: FilmDetails }) {
  const { title, year, genres, runtime, language, directors, actors, plot } = film;
  const facts = [
    year === null ? undefined : String(year),
    runtime === null
      ? undefined
      : `${Math.floor(runtime / 60)} h ${String(Math.round(runtime % 60)).padStart(2, '0')} min`,
    language === null ? undefined : languageName(language),
  ].filter((fact) => fact !== undefined);
  return (
    <div className="film-head">
      <div className="film-poster">
        <Poster film={film} />
      </div>
      <div className="film-title">
        <h1 dir="auto">{title}</h1>
        {facts.length > 0 && <p className="film-facts">{facts.join(' · ')}</p>}
        {genres.length > 0 && (
          <ul className="film-genres" aria-label="Genres">
            {genres.map((genre) => (
              <li key={genre}>
                <Link href={`/search?${new URLSearchParams({ genre }).toString()}`}>{genre}</Link>
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className="film-body">
        <FilmActions film={film} />
        {plot !== null && (
          <p className="film-plot" dir="auto">
            {plot}
          </p>
        )}
        <dl className="film-people">
          <People role={directors.length === 1 ? 'Director' : 'Directors'} names={directors} />
          <People role="With" names={actors} />
        </dl>
        <Elsewhere film={film} />
      </div>
    </div>
  );
}

function People({ role, names }: { readonly role: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div>
      <dt>{role}</dt>
      <dd dir="auto">{names.slice(0, 8).join(', ')}</dd>
    </div>
  );
}

function Elsewhere({ film: { title, imdb, tmdb } }: { readonly film: FilmDetails }) {
  const links = [
    imdb === null ? undefined : { site: 'IMDb', href: `https://www.imdb.com/title/${encodeURIComponent(imdb)}/` },
    tmdb === null ? undefined : { site: 'TMDB', href: `https://www.themoviedb.org/movie/${encodeURIComponent(tmdb)}` },
  ].filter((link) => link !== undefined);
  if (links.length === 0) return null;
  return (
    <p className="film-elsewhere">
      {links.map(({ site, href }) => (
        <a key={site} href={href} target="_blank" rel="noopener noreferrer external">
          {site}
          <span className="unseen">: {title}, in a new window</span>
          <span aria-hidden="true"> ↗</span>
        </a>
      ))}
    </p>
  );
}
