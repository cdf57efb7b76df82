import type { FilmDetails } from '../../server/contract.ts';
import { useMyRating, useSite } from '../api/queries.ts';
import { Distribution } from '../graphs/distribution.tsx';
import { ratingBars } from '../graphs/rating-bars.ts';

/** How everyone rated a film, as of now. */
export function Audience({ film: { film, ratings, mean, distribution } }: { readonly film: FilmDetails }) {
  const site = useSite().data;
  const mine = useMyRating(film);
  if (site === undefined) return null;
  return (
    <section className="film-section audience" aria-labelledby="audience">
      <h2 id="audience">How people rated it</h2>
      {ratings === 0 ? (
        <p className="quiet">Nobody has rated it yet. You could be the first.</p>
      ) : (
        <>
          <p className="audience-mean">
            {mean !== null && site.feedback === 'explicit' && (
              <>
                <strong>{mean.toFixed(2)}</strong> on average,{' '}
              </>
            )}
            {ratings.toLocaleString('en')} {ratings === 1 ? 'person' : 'people'}
          </p>
          {site.feedback === 'explicit' && (
            <Distribution
              title="How people rated it"
              columns={['Rating', 'People']}
              bars={ratingBars(site.scale, distribution, mine)}
            />
          )}
        </>
      )}
    </section>
  );
}
