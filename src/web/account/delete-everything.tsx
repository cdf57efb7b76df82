import { useState, type SubmitEvent } from 'react';
import type { Me } from '../../server/contract.ts';
import { api } from '../api/client.ts';
import { asFailure, type ApiFailure } from '../api/failure.ts';
import { Dialog } from '../parts/dialog.tsx';
import { sentence } from '../parts/sentence.ts';
import { PasswordField } from './password-field.tsx';
import { useLeave } from './use-leave.ts';

/** Deletes the person and all that is stored about them, once that is confirmed. */
export function DeleteEverything({ me }: { me: Me }) {
  const [asked, setAsked] = useState(false);
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [busy, setBusy] = useState(false);
  const { leave } = useLeave();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await api.removeMe(password);
      leave('Everything about you has been deleted');
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };
  const said = failure && `${sentence(failure.message)} ${sentence(failure.hint)}`;
  return (
    <>
      <button type="button" className="button" data-danger onClick={() => setAsked(true)}>
        Delete everything …
      </button>
      {asked ? (
        <Dialog title="Delete everything?" onClose={() => setAsked(false)}>
          <form className="form" onSubmit={(event) => void submit(event)}>
            <p>
              {me.ratings} ratings, your watch-list and all that we know of your taste will be gone for good. You cannot
              undo this.
            </p>
            {me.kind === 'account' ? (
              <PasswordField
                label="Your password"
                autoComplete="current-password"
                value={password}
                onChange={setPassword}
                failure={said}
              />
            ) : said === undefined ? null : (
              <p className="form-failure" role="alert">
                {said}
              </p>
            )}
            <div className="dialog-actions">
              <button type="button" className="button" onClick={() => setAsked(false)}>
                Keep it
              </button>
              <button type="submit" className="button" data-danger disabled={busy}>
                Delete everything
              </button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </>
  );
}
