import { Link } from 'wouter';
import { useSite } from '../api/queries.ts';
import { ThemeSwitch } from './theme-switch.tsx';

/** What is behind the page: the data, the model, the API. */
export function Footer() {
  const { data: site } = useSite();
  return (
    <footer className="footer">
      {site === undefined ? null : (
        <p>
          {site.films.toLocaleString('en')} films, {site.ratings.toLocaleString('en')} ratings of{' '}
          {site.people.toLocaleString('en')} {site.simulated ? 'simulated people' : 'people'}, data set {site.dataset}.
          Recommended by {site.model}.
        </p>
      )}
      <ul>
        <li>
          <Link href="/explore">The data in charts</Link>
        </li>
        <li>
          <a href="/docs">API</a>
        </li>
        <li>
          <Link href="/operator">Operators</Link>
        </li>
        {site === undefined ? null : <li>movierec {site.version}</li>}
        <li className="footer-theme">
          <ThemeSwitch words />
        </li>
      </ul>
    </footer>
  );
}
