import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { Me } from '../../server/contract.ts';
import { api } from '../api/client.ts';
import { asFailure, type ApiFailure } from '../api/failure.ts';
import { queries } from '../api/queries.ts';
import { notify } from '../notices.ts';
import { welcomed } from '../welcome/welcomed.ts';
import { PasswordField } from './password-field.tsx';
import { sentence } from '../parts/sentence.ts';

/** Name and password, to sign up or in by. Leads to where one came from, which `?to=` says. */
export function AccountForm({ kind }: { kind: 'sign-up' | 'sign-in' }) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [busy, setBusy] = useState(false);
  const [search] = useSearchParams();
  const [, go] = useLocation();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (failure !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure]);
  const about = failure === undefined ? undefined : placeOf(failure, kind);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      const me: Me = await (kind === 'sign-up' ? api.signUp({ name, password }) : api.signIn({ name, password }));
      client.removeQueries({ predicate: ({ queryKey: [topic] }) => topic === 'mine' });
      client.setQueryData(queries.me().queryKey, me);
      void client.invalidateQueries();
      if (me.ratings > 0) welcomed.set(true);
      go(ownPath(search.get('to')), { replace: true });
      notify(kind === 'sign-up' ? `Welcome, ${me.name}. Your ratings are kept now.` : `Welcome back, ${me.name}`);
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };

  return (
    <form className="form" ref={form} onSubmit={(event) => void submit(event)}>
      {about === 'form' ? (
        <p className="form-failure" role="alert">
          {saysOf(failure!)}
        </p>
      ) : null}
      <div className="field">
        <label htmlFor="name">Name</label>
        <input
          id="name"
          className="input"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={kind === 'sign-up' ? 2 : 1}
          maxLength={60}
          value={name}
          aria-invalid={about === 'name' || undefined}
          aria-describedby={about === 'name' ? 'name-failure' : undefined}
          onChange={({ target }) => setName(target.value)}
        />
        {about === 'name' ? (
          <p className="field-failure" id="name-failure" role="alert">
            {saysOf(failure!)}
          </p>
        ) : null}
      </div>
      <PasswordField
        label="Password"
        autoComplete={kind === 'sign-up' ? 'new-password' : 'current-password'}
        minLength={kind === 'sign-up' ? 8 : 1}
        hint={kind === 'sign-up' ? 'At least 8 characters. A few words make a good one.' : undefined}
        failure={about === 'password' ? saysOf(failure!) : undefined}
        value={password}
        onChange={setPassword}
      />
      <button type="submit" className="button" data-primary disabled={busy}>
        {busy ? 'One moment …' : kind === 'sign-up' ? 'Create the account' : 'Sign in'}
      </button>
    </form>
  );
}

/** Which field a failure is about. */
function placeOf({ code, message }: ApiFailure, kind: 'sign-up' | 'sign-in'): 'name' | 'password' | 'form' {
  if (code === 'NAME_TAKEN') return 'name';
  if (code === 'WRONG_PASSWORD') return 'form';
  if (code !== 'BAD_REQUEST') return 'form';
  if (/password/i.test(message)) return 'password';
  return kind === 'sign-up' && /name/i.test(message) ? 'name' : 'form';
}

const saysOf = ({ message, hint }: ApiFailure): string => `${sentence(message)} ${sentence(hint)}`;

/** Only paths of this page. */
const ownPath = (to: string | null): string => (to !== null && /^\/(?!\/|\\)/.test(to) ? to : '/');
