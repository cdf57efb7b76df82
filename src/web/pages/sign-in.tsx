import { Page } from '../parts/page.tsx';

/** Signing in. */
export default function SignInPage() {
  return <Page title="Sign in">{null}</Page>;
}
