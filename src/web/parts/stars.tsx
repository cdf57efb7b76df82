import type { CSSProperties } from 'react';
import { Icon } from './icon.tsx';

const five = [0, 1, 2, 3, 4];

/** Five stars, of which a share is filled. For the eye only. */
export function Stars({ share }: { share: number }) {
  return (
    <span className="stars" aria-hidden="true" style={{ '--share': share } as CSSProperties}>
      <span className="stars-empty">{row(false)}</span>
      <span className="stars-full">{row(true)}</span>
    </span>
  );
}

const row = (filled: boolean) => five.map((star) => <Icon key={star} name="star" filled={filled} />);
