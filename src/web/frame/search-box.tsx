import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import { queries } from '../api/queries.ts';
import { filmPath } from '../film-path.ts';
import { Icon } from '../parts/icon.tsx';
import { Poster } from '../parts/poster.tsx';
import { useDebounced } from '../parts/use-debounced.ts';

const most = 6;

/** The search of the header, with films to go to as one types. Enter without a choice leads to all that is found. */
export function SearchBox() {
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [, go] = useLocation();
  const id = useId();
  const query = useDebounced(text.trim(), 120);
  const { data } = useQuery({ ...queries.films({ query, size: most }), enabled: query !== '' });
  const films = query === '' || text.trim() === '' ? [] : (data?.films ?? []);
  const shown = open && text.trim() !== '' && data !== undefined;

  const leave = (where: string) => {
    setOpen(false);
    setText('');
    go(where);
  };
  const submit = () => {
    if (shown && films[chosen] !== undefined) leave(filmPath(films[chosen].film));
    else leave(text.trim() === '' ? '/search' : `/search?q=${encodeURIComponent(text.trim())}`);
  };
  const press = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && films.length > 0) {
      event.preventDefault();
      setOpen(true);
      // One place more than there are films: none chosen.
      setChosen(((chosen + 1 + step + films.length + 1) % (films.length + 1)) - 1);
    } else if (event.key === 'Escape') {
      if (open) setOpen(false);
      else setText('');
    }
  };

  return (
    <form
      className="search-box"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onBlur={({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || setOpen(false)}
    >
      <Icon name="search" />
      <input
        type="search"
        role="combobox"
        aria-label="Search for films"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown && chosen >= 0 ? `${id}-${chosen}` : undefined}
        placeholder="Find a film"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={press}
      />
      <div className="suggestions" hidden={!shown}>
        <ul role="listbox" id={`${id}-list`} aria-label="Films">
          {films.map((film, index) => (
            <li
              key={film.film}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={() => setChosen(index)}
              onClick={() => leave(filmPath(film.film))}
            >
              <Poster film={film} />
              <span>
                {film.title}
                <small>{[film.year, film.genres.slice(0, 3).join(', ')].filter(Boolean).join(' · ')}</small>
              </span>
            </li>
          ))}
        </ul>
        <p className="suggestions-foot" aria-live="polite">
          {data === undefined || data.total === 0 ? 'No film of that name' : `${data.total.toLocaleString('en')} found`}
          {data !== undefined && data.total > 0 ? <span aria-hidden="true">Enter for all</span> : null}
        </p>
      </div>
    </form>
  );
}
