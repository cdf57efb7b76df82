import { useCallback, useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface FilmRowProps {
  readonly title: string;
  /** Beside the title, such as a button. */
  readonly aside?: ReactNode;
  readonly note?: ReactNode;
  /** List items. */
  readonly children: ReactNode;
}

/** A row of films that scrolls to the side: by finger, by wheel, with the focus, or by its arrows. */
export function FilmRow({ title, aside, note, children }: FilmRowProps) {
  const heading = useId();
  const list = useRef<HTMLUListElement>(null);
  const [ends, setEnds] = useState({ left: true, right: true });
  const look = useCallback(() => {
    if (list.current === null) return;
    const { scrollLeft, clientWidth, scrollWidth } = list.current;
    const [left, right] = [scrollLeft <= 4, scrollLeft + clientWidth >= scrollWidth - 4];
    setEnds((before) => (before.left === left && before.right === right ? before : { left, right }));
  }, []);
  useEffect(() => {
    look();
    if (list.current === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(look);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, [look, children]);
  const turn = (pages: number) =>
    list.current?.scrollBy({
      left: pages * list.current.clientWidth * 0.85,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth',
    });

  return (
    <section className="film-row" aria-labelledby={heading}>
      <header className="film-row-header">
        <h2 id={heading}>{title}</h2>
        {aside}
        <div className="film-row-arrows" hidden={ends.left && ends.right}>
          <button type="button" className="icon-button" disabled={ends.left} onClick={() => turn(-1)}>
            <Icon name="left" />
            <span className="unseen">Back in {title}</span>
          </button>
          <button type="button" className="icon-button" disabled={ends.right} onClick={() => turn(1)}>
            <Icon name="right" />
            <span className="unseen">Further in {title}</span>
          </button>
        </div>
      </header>
      {note}
      <ul className="film-row-list" ref={list} onScroll={look}>
        {children}
      </ul>
    </section>
  );
}
