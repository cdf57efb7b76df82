import { useSyncExternalStore } from 'react';

/** Something that this browser remembers, in localStorage; where that is shut, as long as the page is open. */
export interface StoredValue<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** A remembered value by its name. What is stored there and does not pass the check counts as nothing. */
export function storedValue<Value>(
  name: string,
  fallback: Value,
  fits: (stored: unknown) => boolean = (stored) => typeof stored === typeof fallback,
): StoredValue<Value> {
  const key = `movierec.${name}`;
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const read = (text: string | null): Value => {
    try {
      const stored: unknown = text === null ? undefined : JSON.parse(text);
      return stored !== undefined && fits(stored) ? (stored as Value) : fallback;
    } catch {
      return fallback;
    }
  };
  let current = read(stored(() => localStorage.getItem(key)) ?? null);
  // Other windows of the same person.
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key !== key) return;
    current = read(event.newValue);
    tell();
  });
  return {
    get: () => current,
    set(value) {
      current = value;
      stored(() => localStorage.setItem(key, JSON.stringify(value)));
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value, and whatever it becomes. */
export const useStored = <Value>(value: StoredValue<Value>): Value => useSyncExternalStore(value.subscribe, value.get);

function stored<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
