import { asFailure, isOffline } from '../api/failure.ts';
import { sentence } from './sentence.ts';

/** Says what went wrong and what to do, with a button to try again. */
export function FailureNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { message, hint, code } = asFailure(error);
  return (
    <div className="failure-note" role="alert">
      <h2>{isOffline(error) ? 'The service cannot be reached' : 'That did not work'}</h2>
      <p>
        {isOffline(error) ? null : sentence(message)} {sentence(hint)}
      </p>
      {retry === undefined ? null : (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
      <small>{code}</small>
    </div>
  );
}
