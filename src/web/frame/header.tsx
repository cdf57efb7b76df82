import { Link } from 'wouter';
import { AccountMenu } from './account-menu.tsx';
import { Navigation } from './navigation.tsx';
import { SearchBox } from './search-box.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** On top of every page. */
export function Header() {
  return (
    <header className="header">
      <div className="header-inner">
        <Link href="/" className="brand">
          movierec
        </Link>
        <Navigation />
        <SearchBox />
        <div className="header-end">
          <ThemeSwitch />
          <AccountMenu />
        </div>
      </div>
    </header>
  );
}
