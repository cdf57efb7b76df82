import { Page } from '../parts/page.tsx';

/** The first films to rate. */
export default function WelcomePage() {
  return <Page title="Welcome">{null}</Page>;
}
