import { useSyncExternalStore } from 'react';

const name = 'movierec.operator-key';
const listeners = new Set<() => void>();
/** Where the browser keeps nothing, as long as the page is open. */
let unkept: string | null = null;

/** The operator key of this window; it is forgotten with it. null before one is given. */
export const useOperatorKey = (): string | null => useSyncExternalStore(subscribe, read);

export function keepOperatorKey(key: string | null): void {
  unkept = key;
  try {
    if (key === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, key);
  } catch {
    // Shut by the person's settings.
  }
  listeners.forEach((listener) => listener());
}

function read(): string | null {
  try {
    return sessionStorage.getItem(name) ?? unkept;
  } catch {
    return unkept;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
