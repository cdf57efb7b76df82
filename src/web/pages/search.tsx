import { Page } from '../parts/page.tsx';

/** Films to look for. */
export default function SearchPage() {
  return <Page title="Search">{null}</Page>;
}
