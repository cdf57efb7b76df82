import { useEffect, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useLeave } from '../account/use-leave.ts';
import { useMe } from '../api/queries.ts';
import { Icon } from '../parts/icon.tsx';

/** Who one is, and what can be done about it. */
export function AccountMenu() {
  const { data: me } = useMe();
  const [open, setOpen] = useState(false);
  const { signOut } = useLeave();
  const menu = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const away = ({ target }: Event) => menu.current?.contains(target as Node) || setOpen(false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  if (me === undefined || me.kind === 'nobody') {
    return (
      <Link href="/sign-in" className="button" data-quiet>
        Sign in
      </Link>
    );
  }
  const name = me.name ?? 'Guest';

  return (
    <div
      className="menu"
      ref={menu}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !open) return;
        setOpen(false);
        opener.current?.focus();
      }}
    >
      <button
        type="button"
        ref={opener}
        className="menu-opener"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className="initial" aria-hidden="true">
          {me.name === null ? <Icon name="person" /> : me.name.charAt(0).toUpperCase()}
        </span>
        <span className="unseen">Account of {name}</span>
      </button>
      <div className="menu-list" id={id} hidden={!open} onClick={() => setOpen(false)}>
        <p>
          <strong>{name}</strong>
          <br />
          {me.ratings} rated, {me.watchList} on the watch-list
        </p>
        {me.kind === 'guest' ? (
          <>
            <Link href="/sign-up">Create an account</Link>
            <Link href="/sign-in">Sign in</Link>
            <Link href="/account">My data</Link>
          </>
        ) : (
          <>
            <Link href="/account">Account and data</Link>
            <button type="button" onClick={() => void signOut()}>
              Sign out
            </button>
          </>
        )}
      </div>
    </div>
  );
}
