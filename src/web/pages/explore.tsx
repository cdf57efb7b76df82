import { Page } from '../parts/page.tsx';

/** The data set in charts. */
export default function ExplorePage() {
  return <Page title="Explore">{null}</Page>;
}
