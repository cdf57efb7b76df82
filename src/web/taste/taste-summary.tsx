import { Link } from 'wouter';
import type { RatedFilm, Site } from '../../server/contract.ts';
import { Distribution } from '../graphs/distribution.tsx';
import { ratingBars } from '../graphs/rating-bars.ts';
import { tasteOf, type Favorite } from './taste-of.ts';

interface Props {
  readonly site: Site;
  readonly rated: readonly RatedFilm[];
}

/** What a person's ratings say of their taste. */
export function TasteSummary({ site, rated }: Props) {
  const taste = tasteOf(rated);
  if (taste === undefined) return null;
  const { films, mean, distribution, genres, decades } = taste;
  return (
    <section className="taste" aria-labelledby="taste">
      <h2 id="taste" className="unseen">
        Your taste
      </h2>
      <div className="taste-ratings">
        <p>
          <strong>{films.toLocaleString('en')}</strong> {films === 1 ? 'film' : 'films'},{' '}
          <strong>{mean.toFixed(1)}</strong> on average
        </p>
        <Distribution title="Your ratings" columns={['Rating', 'Films']} bars={ratingBars(site.scale, distribution)} />
      </div>
      <Favorites title="Genres you like most" favorites={genres} linkTo={(genre) => ({ genre })} />
      <Favorites
        title="Decades you like most"
        favorites={decades}
        linkTo={(decade) => ({ year: `${decade.slice(0, 4)}..${decade.slice(0, 3)}9` })}
      />
    </section>
  );
}

interface FavoritesProps {
  readonly title: string;
  readonly favorites: readonly Favorite[];
  readonly linkTo: (name: string) => Record<string, string>;
}

function Favorites({ title, favorites, linkTo }: FavoritesProps) {
  return (
    <div className="taste-favorites">
      <h3>{title}</h3>
      {favorites.length === 0 ? (
        <p className="quiet">A few more ratings will tell.</p>
      ) : (
        <ol>
          {favorites.map(({ name, films, mean }) => (
            <li key={name}>
              <Link href={`/search?${new URLSearchParams(linkTo(name)).toString()}`}>{name}</Link>
              <span className="quiet">
                {mean.toFixed(1)} in {films} {films === 1 ? 'film' : 'films'}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
