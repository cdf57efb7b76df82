import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '../parts/icon.tsx';
import { useDebounced } from '../parts/use-debounced.ts';

interface Props {
  /** What the address says. */
  readonly query: string;
  readonly onChange: (query: string) => void;
  /** The person wants to go on to what was found. */
  readonly onEnter: () => void;
}

const pause = 180;

/** Where one types. What is typed is looked for once the fingers rest; Enter and the arrow down lead to what was found. */
export function SearchField({ query, onChange, onEnter }: Props) {
  const [text, setText] = useState(query);
  const settled = useDebounced(text, pause);
  const field = useRef<HTMLInputElement>(null);
  /** What was last said to the address or heard from it. */
  const agreed = useRef(query.trim());

  useEffect(() => {
    if (settled.trim() === agreed.current || settled !== text) return;
    agreed.current = settled.trim();
    onChange(settled.trim());
  }, [settled, text, onChange]);
  // Someone went back, or chose a suggestion.
  useEffect(() => {
    if (query === agreed.current) return;
    agreed.current = query;
    setText(query);
  }, [query]);

  const say = (now: string): void => {
    agreed.current = now.trim();
    onChange(now.trim());
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') onEnter();
    else if (event.key === 'Escape' && text !== '') {
      setText('');
      say('');
    } else return;
    event.preventDefault();
  };

  return (
    <form
      className="search-field"
      role="search"
      aria-label="Films"
      onSubmit={(event) => {
        event.preventDefault();
        say(text);
        onEnter();
      }}
    >
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        aria-label="Title of a film"
        placeholder="Title of a film"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={200}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={press}
      />
      {text !== '' && (
        <button
          type="button"
          className="icon-button"
          aria-label="Clear the title"
          onClick={() => {
            setText('');
            say('');
            field.current?.focus();
          }}
        >
          <Icon name="hide" />
        </button>
      )}
    </form>
  );
}
