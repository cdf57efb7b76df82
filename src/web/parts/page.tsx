import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { arrived } from '../frame/arrivals.ts';

interface PageProps {
  /** In the title of the window, and as the heading unless there is another. */
  readonly title: string;
  readonly lead?: ReactNode;
  /** Shown in place of the plain heading; must hold the page's one h1. */
  readonly heading?: ReactNode;
  /** Narrow for what is read or filled in. */
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** The content of a page: names the window, and takes the focus to its heading when one comes from another page. */
export function Page({ title, lead, heading, narrow = false, children }: PageProps) {
  const [path] = useLocation();
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = page.current?.querySelector<HTMLElement>('h1');
    if (first) arrived(path, first);
  });
  return (
    <div className="page" data-narrow={narrow || undefined} ref={page}>
      <title>{title === 'movierec' ? title : `${title} · movierec`}</title>
      {heading ?? (
        <header className="page-header">
          <h1>{title}</h1>
          {lead === undefined ? null : <p className="lead">{lead}</p>}
        </header>
      )}
      {children}
    </div>
  );
}
