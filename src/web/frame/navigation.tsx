import { Link, useRoute } from 'wouter';
import { Icon } from '../parts/icon.tsx';

const places = [
  { path: '/', name: 'Home', icon: 'home' },
  { path: '/search', name: 'Search', icon: 'search' },
  { path: '/ratings', name: 'My films', icon: 'star' },
  { path: '/explore', name: 'Explore', icon: 'chart' },
] as const;

/** The main places: in the header where there is room, at the foot of the window on a phone. */
export function Navigation() {
  return (
    <nav className="navigation" aria-label="Main">
      <ul>
        {places.map((place) => (
          <li key={place.path}>
            <NavigationLink {...place} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NavigationLink({ path, name, icon }: (typeof places)[number]) {
  const [here] = useRoute(path);
  return (
    <Link href={path} aria-current={here ? 'page' : undefined}>
      <Icon name={icon} filled={here} />
      <span>{name}</span>
    </Link>
  );
}
