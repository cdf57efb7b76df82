import { Link } from 'wouter';
import { EmptyState } from '../parts/empty-state.tsx';
import { Page } from '../parts/page.tsx';

/** For addresses that lead nowhere. */
export default function NotFoundPage() {
  return (
    <Page title="Not found" narrow>
      <EmptyState
        title="This scene was cut"
        text="There is no page at this address. It may have been moved, or never shot."
      >
        <Link href="/" className="button" data-primary>
          To the start
        </Link>
        <Link href="/search" className="button">
          Search for films
        </Link>
      </EmptyState>
    </Page>
  );
}
