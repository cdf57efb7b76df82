import type { FormEvent } from 'react';
import { keepOperatorKey } from './operator-key.ts';

interface Props {
  /** Why the last one did not do. */
  readonly refused?: string | undefined;
}

/** Asks for the operator key. */
export function KeyForm({ refused }: Props) {
  const keep = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    if (typeof key === 'string' && key.trim() !== '') keepOperatorKey(key.trim());
  };
  return (
    <form className="operator-key" onSubmit={keep}>
      <label htmlFor="operator-key">Operator key</label>
      <p id="operator-key-hint" className="quiet">
        <code>movierec serve</code> says where it is kept. This window remembers it until it is closed.
      </p>
      <div className="operator-key-line">
        <input
          className="input"
          id="operator-key"
          name="key"
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          aria-describedby={refused ? 'operator-key-refused operator-key-hint' : 'operator-key-hint'}
          aria-invalid={refused !== undefined}
        />
        <button type="submit" className="button" data-primary>
          Open
        </button>
      </div>
      {refused && (
        <p id="operator-key-refused" className="operator-refused" role="alert">
          {refused}
        </p>
      )}
    </form>
  );
}
