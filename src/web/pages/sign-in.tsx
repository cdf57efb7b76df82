import { Link, useSearch } from 'wouter';
import { AccountForm } from '../account/account-form.tsx';
import '../account/account.css';
import { useMe } from '../api/queries.ts';
import { Page } from '../parts/page.tsx';

/** Signing in. */
export default function SignInPage() {
  const { data: me } = useMe();
  const search = useSearch();
  return (
    <Page
      title="Sign in"
      lead={
        me?.kind === 'guest' && me.ratings > 0
          ? 'The ratings you gave as a guest are added to your account.'
          : undefined
      }
      narrow
    >
      <div className="account-sheet">
        <AccountForm kind="sign-in" />
        <p>
          New here? <Link href={`/sign-up${search && `?${search}`}`}>Create an account</Link>
        </p>
      </div>
    </Page>
  );
}
