import { Link } from 'wouter';
import { useMe } from '../api/queries.ts';
import { Icon } from '../parts/icon.tsx';
import { storedValue, useStored } from '../stored-value.ts';

const dismissed = storedValue('guest-note', false);

/** Tells guests how long their ratings are kept, and how to keep them longer. */
export function GuestNote() {
  const { data: me } = useMe();
  const gone = useStored(dismissed);
  if (me?.kind !== 'guest' || me.ratings === 0 || gone) return null;
  return (
    <aside className="guest-note" aria-label="Your ratings">
      <p>
        You are browsing as a guest; your ratings are kept for {me.keptForDays ?? 30} days.{' '}
        <Link href="/sign-up">Keep them: create an account</Link>
      </p>
      <button type="button" className="icon-button" aria-label="Dismiss this note" onClick={() => dismissed.set(true)}>
        <Icon name="hide" />
      </button>
    </aside>
  );
}
