import type { ReactNode } from 'react';

/** Films side by side, as many as there is room for. The children are list items. */
export function FilmGrid({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className="film-grid" aria-label={label}>
      {children}
    </ul>
  );
}
