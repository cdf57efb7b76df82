import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  readonly text: ReactNode;
  /** What to do next: a link or a button. */
  readonly children?: ReactNode;
}

/** Says that there is nothing here, why, and what to do next. */
export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <svg viewBox="0 0 120 80" aria-hidden="true" focusable="false">
        <rect x="8" y="14" width="40" height="58" rx="4" />
        <rect x="72" y="14" width="40" height="58" rx="4" />
        <rect x="40" y="8" width="40" height="64" rx="4" />
        <circle cx="60" cy="36" r="11" />
      </svg>
      <h2>{title}</h2>
      <p>{text}</p>
      {children === undefined ? null : <div className="empty-state-actions">{children}</div>}
    </div>
  );
}
