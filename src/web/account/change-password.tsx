import { useState, type SubmitEvent } from 'react';
import { api } from '../api/client.ts';
import { asFailure, type ApiFailure } from '../api/failure.ts';
import { notify } from '../notices.ts';
import { sentence } from '../parts/sentence.ts';
import { PasswordField } from './password-field.tsx';

/** A new password for the old one. */
export function ChangePassword() {
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await api.changePassword({ password, newPassword });
      setPassword('');
      setNewPassword('');
      notify('Your password is changed. You are signed out everywhere else.');
    } catch (error) {
      setFailure(asFailure(error));
    }
    setBusy(false);
  };
  const wrong = failure?.code === 'WRONG_PASSWORD';
  const said = failure && `${sentence(failure.message)} ${sentence(failure.hint)}`;
  return (
    <form className="form" onSubmit={(event) => void submit(event)}>
      <PasswordField
        label="Present password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        failure={wrong ? 'This is not your password.' : undefined}
      />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        minLength={8}
        hint="At least 8 characters."
        value={newPassword}
        onChange={setNewPassword}
        failure={wrong ? undefined : said}
      />
      <button type="submit" className="button" disabled={busy}>
        Change the password
      </button>
    </form>
  );
}
