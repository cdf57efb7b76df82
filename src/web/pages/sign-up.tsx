import { Page } from '../parts/page.tsx';

/** Signing up. */
export default function SignUpPage() {
  return <Page title="Create an account">{null}</Page>;
}
