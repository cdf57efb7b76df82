import type { StreamEvents } from '../contract.ts';

/** A page that listens. */
export interface Listener {
  readonly person: string;
  /** Makes what is sent, for a listener with a wish of its own such as the length of lists; and sends it. */
  readonly tell: (event: StreamEvent) => void;
  readonly end: () => void;
}

/** What happened; each listener makes the list of it that it wants. */
export type StreamEvent =
  | { readonly name: 'rated'; readonly film: string; readonly rating: number | null }
  | ({ readonly name: 'watched' } & StreamEvents['watched'])
  | { readonly name: 'model'; readonly model: string }
  | { readonly name: 'ended' };

/** The pages that are open, by whose they are. */
export interface Streams {
  add(listener: Listener): () => void;
  tell(person: string, event: StreamEvent): void;
  tellAll(event: StreamEvent): void;
  of(person: string): number;
  readonly size: number;
  close(): void;
}

export function openStreams(): Streams {
  const listeners = new Map<string, Set<Listener>>();
  const all = (): Listener[] => [...listeners.values()].flatMap((own) => [...own]);
  return {
    add(listener) {
      const own = listeners.get(listener.person) ?? new Set();
      listeners.set(listener.person, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(listener.person) === own) listeners.delete(listener.person);
      };
    },
    tell: (person, event) => listeners.get(person)?.forEach((listener) => listener.tell(event)),
    tellAll: (event) => all().forEach((listener) => listener.tell(event)),
    of: (person) => listeners.get(person)?.size ?? 0,
    get size() {
      return all().length;
    },
    close: () => all().forEach((listener) => listener.end()),
  };
}
