import { Link, useSearch } from 'wouter';
import { AccountForm } from '../account/account-form.tsx';
import '../account/account.css';
import { useMe } from '../api/queries.ts';
import { Page } from '../parts/page.tsx';

/** Signing up. */
export default function SignUpPage() {
  const { data: me } = useMe();
  const search = useSearch();
  const rated = me?.ratings ?? 0;
  return (
    <Page
      title="Create an account"
      lead={
        rated > 0
          ? `Everything you did so far comes along: ${rated === 1 ? 'one rating' : `${rated} ratings`}, your watch-list, what you hid.`
          : 'A name and a password are all it takes. Your ratings stay with you on every device.'
      }
      narrow
    >
      <div className="account-sheet">
        <AccountForm kind="sign-up" />
        <p>
          You have one? <Link href={`/sign-in${search && `?${search}`}`}>Sign in</Link>
        </p>
      </div>
    </Page>
  );
}
