import { Page } from '../parts/page.tsx';

/** How the service is doing. */
export default function OperatorPage() {
  return <Page title="Operators">{null}</Page>;
}
