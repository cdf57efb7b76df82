import { useSyncExternalStore } from 'react';

/** A short word to the person, which goes away by itself. */
export interface Notice {
  readonly number: number;
  readonly text: string;
  readonly tone: 'quiet' | 'failed';
  /** What can be done about it. */
  readonly action?: { readonly label: string; readonly act: () => void } | undefined;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

/** Says something at the foot of the page; at most two stand there at once. */
export function notify(text: string, { tone = 'quiet', action }: Partial<Pick<Notice, 'tone' | 'action'>> = {}): void {
  notices = [...notices.slice(-1), { number: ++last, text, tone, action }];
  tell();
}

export function dismiss(number: number): void {
  notices = notices.filter((notice) => notice.number !== number);
  tell();
}

export const useNotices = (): readonly Notice[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );

const tell = () => listeners.forEach((listener) => listener());
