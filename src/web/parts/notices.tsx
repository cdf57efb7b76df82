import { useEffect } from 'react';
import { dismiss, useNotices, type Notice } from '../notices.ts';
import { Icon } from './icon.tsx';

/** So long a notice stays, unless one points at it or is in it. */
const stay = 6_500;

/** The notices at the foot of the page, read out as they come. */
export function Notices() {
  const notices = useNotices();
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map((notice) => (
        <NoticeLine key={notice.number} notice={notice} />
      ))}
    </div>
  );
}

function NoticeLine({ notice: { number, text, tone, action } }: { notice: Notice }) {
  useEffect(() => {
    const timer = setTimeout(function go() {
      if (document.querySelector(`#notice-${number}:is(:hover, :focus-within)`)) setTimeout(go, 1_000);
      else dismiss(number);
    }, stay);
    return () => clearTimeout(timer);
  }, [number]);
  return (
    <div className="notice" id={`notice-${number}`} data-tone={tone}>
      <span>{text}</span>
      {action === undefined ? null : (
        <button
          type="button"
          className="notice-action"
          onClick={() => {
            dismiss(number);
            action.act();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(number)}>
        <Icon name="hide" />
      </button>
    </div>
  );
}
