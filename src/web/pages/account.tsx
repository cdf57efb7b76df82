import { Page } from '../parts/page.tsx';

/** The person and what is stored. */
export default function AccountPage() {
  return <Page title="Account">{null}</Page>;
}
