import { useEffect, useRef, useState } from 'react';
import type { Home } from '../../server/contract.ts';

/** Tells those who listen that a rating has changed the lists, and what leads them now. */
export function ListChange({ home }: { home: Home | undefined }) {
  const [said, setSaid] = useState('');
  const before = useRef(home?.rated);
  useEffect(() => {
    if (home === undefined) return;
    const changed = before.current !== undefined && before.current !== home.rated;
    before.current = home.rated;
    const first = home.rows[0]?.films[0];
    if (changed && first !== undefined) setSaid(`Your lists have changed. First for you now: ${first.title}.`);
  }, [home]);
  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
