import { useId, useState } from 'react';
import { Icon } from '../parts/icon.tsx';

interface PasswordFieldProps {
  readonly label: string;
  readonly autoComplete: 'new-password' | 'current-password';
  readonly minLength?: number;
  readonly hint?: string | undefined;
  /** What is wrong with it. */
  readonly failure?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A password to type, which can be looked at. */
export function PasswordField({
  label,
  autoComplete,
  minLength = 1,
  hint,
  failure,
  value,
  onChange,
}: PasswordFieldProps) {
  const [seen, setSeen] = useState(false);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-input">
        <input
          id={id}
          className="input"
          type={seen ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={minLength}
          maxLength={200}
          value={value}
          aria-invalid={failure === undefined ? undefined : true}
          aria-describedby={hint === undefined && failure === undefined ? undefined : `${id}-hint`}
          onChange={({ target }) => onChange(target.value)}
        />
        <button
          type="button"
          className="icon-button"
          aria-pressed={seen}
          aria-label="Show what is typed"
          title={seen ? 'Hide it' : 'Show it'}
          onClick={() => setSeen(!seen)}
        >
          <Icon name="eye" />
        </button>
      </div>
      {failure === undefined ? null : (
        <p className="field-failure" id={`${id}-hint`} role="alert">
          {failure}
        </p>
      )}
      {hint === undefined || failure !== undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
