import { Link } from 'wouter';
import '../account/account.css';
import { ChangePassword } from '../account/change-password.tsx';
import { DeleteEverything } from '../account/delete-everything.tsx';
import { useLeave } from '../account/use-leave.ts';
import { api } from '../api/client.ts';
import { useMe } from '../api/queries.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FailureNote } from '../parts/failure-note.tsx';
import { Page } from '../parts/page.tsx';
import { TextSkeleton } from '../parts/skeletons.tsx';

/** Who the person is, and what is stored about them: to take along, to keep, to delete. */
export default function AccountPage() {
  const { data: me, error, refetch } = useMe();
  const { signOut } = useLeave();
  if (me === undefined) {
    return (
      <Page title="Account" narrow>
        {error === null ? <TextSkeleton /> : <FailureNote error={error} retry={() => void refetch()} />}
      </Page>
    );
  }
  if (me.kind === 'nobody') {
    return (
      <Page title="Account" narrow>
        <EmptyState title="Nobody is signed in" text="Nothing is stored about you. Sign in, or begin by rating films.">
          <Link href="/sign-in?to=/account" className="button" data-primary>
            Sign in
          </Link>
          <Link href="/welcome" className="button">
            Rate films
          </Link>
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={me.name ?? 'Guest'}
      lead={
        <>
          {me.since === null ? null : `Here since ${since(me.since)}. `}
          {me.ratings === 1 ? 'One film' : `${me.ratings} films`} rated, {me.watchList} on the watch-list.
        </>
      }
      narrow
    >
      {me.kind === 'guest' ? (
        <section className="account-section">
          <h2>Keep your ratings</h2>
          <p>
            You are browsing as a guest; your ratings are kept for {me.keptForDays ?? 30} days after your last visit,
            and in this browser only. An account keeps them.
          </p>
          <Link href="/sign-up" className="button" data-primary>
            Create an account
          </Link>
        </section>
      ) : null}
      <section className="account-section">
        <h2>Your data</h2>
        <p>All that is stored about you, as a JSON file: your ratings, your watch-list, what you looked at and hid.</p>
        <a className="button" href={api.dataPath} download="movierec-my-data.json">
          Download my data
        </a>
      </section>
      {me.kind === 'account' ? (
        <>
          <section className="account-section">
            <h2>Password</h2>
            <ChangePassword />
          </section>
          <section className="account-section">
            <h2>This browser</h2>
            <p>Your ratings stay with your account.</p>
            <button type="button" className="button" onClick={() => void signOut()}>
              Sign out
            </button>
          </section>
        </>
      ) : null}
      <section className="account-section">
        <h2>Leave</h2>
        <p>
          {me.kind === 'account' ? 'Your account' : 'Your taste'} and everything stored about you is deleted at once.
        </p>
        <DeleteEverything me={me} />
      </section>
    </Page>
  );
}

const since = (time: number): string => new Date(time).toLocaleDateString('en', { dateStyle: 'long' });
