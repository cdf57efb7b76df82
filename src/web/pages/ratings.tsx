import { Page } from '../parts/page.tsx';

/** What the person has rated, and the watch-list. */
export default function RatingsPage() {
  return <Page title="My films">{null}</Page>;
}
