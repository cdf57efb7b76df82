import { setTimeout } from 'node:timers/promises';
import { MovierecError } from '../../errors.ts';
import type { StreamEvents } from '../contract.ts';

/** A page that listens. None of its functions throws. */
export interface Listener {
  readonly person: string;
  /** Makes what is sent, for a listener with a wish of its own such as the length of lists; and sends it. */
  readonly tell: (event: StreamEvent) => Promise<void>;
  /** Says that the connection is still wanted. */
  readonly beat: () => void;
  readonly end: () => void;
}

/** What happened; each listener makes the list of it that it wants. */
export type StreamEvent =
  | { readonly name: 'rated'; readonly film: string; readonly rating: number | null }
  | { readonly name: 'hidden'; readonly film: string; readonly hidden: boolean }
  | ({ readonly name: 'watched' } & StreamEvents['watched'])
  | { readonly name: 'model'; readonly model: string }
  /** Without a session: all of the person's have ended. */
  | { readonly name: 'ended'; readonly session?: string };

/** The pages that are open, by whose they are. */
export interface Streams {
  /** The answer takes the listener off. @throws TOO_MANY_REQUESTS, NOT_READY */
  add(listener: Listener): () => void;
  tell(person: string, event: StreamEvent): void;
  /** One person after another, with pauses in between; a later event of the same model takes the place of this one. */
  tellAll(event: StreamEvent): void;
  of(person: string): number;
  readonly size: number;
  close(): void;
}

/** Pages of one person at once; browsers open no more than six connections to a place by themselves. */
const ownAtMost = 8;
const allAtMost = 10_000;
/** Shorter than the minute after which proxies take a silent connection for dead. Milliseconds, as is the pause. */
const heartbeat = 20_000;
/** Between two people's lists, when all are to have a new one: requests come first. */
const pause = 5;

export function openStreams(): Streams {
  const listeners = new Map<string, Set<Listener>>();
  const newest = new Map<string, StreamEvent>();
  let size = 0;
  let closed = false;
  const all = (): Listener[] => [...listeners.values()].flatMap((own) => [...own]);
  const of = (person: string): Listener[] => [...(listeners.get(person) ?? [])];
  const beats = setInterval(() => all().forEach((listener) => listener.beat()), heartbeat).unref();

  async function tellInTurn(event: StreamEvent): Promise<void> {
    const kind = event.name === 'model' ? `model ${event.model}` : event.name;
    newest.set(kind, event);
    for (const person of [...listeners.keys()]) {
      await Promise.all(of(person).map((listener) => listener.tell(event)));
      await setTimeout(pause, undefined, { ref: false });
      if (closed || newest.get(kind) !== event) return;
    }
    newest.delete(kind);
  }

  return {
    add(listener) {
      const { person } = listener;
      if (closed || size >= allAtMost) {
        throw new MovierecError('NOT_READY', 'the service cannot keep another page up to date.', 'Try again later.');
      }
      const own = listeners.get(person) ?? new Set();
      if (own.size >= ownAtMost) {
        throw new MovierecError('TOO_MANY_REQUESTS', `you have ${own.size} pages open already.`, 'Close one of them.');
      }
      listeners.set(person, own.add(listener));
      size++;
      return () => {
        if (!own.delete(listener)) return;
        size--;
        if (own.size === 0) listeners.delete(person);
      };
    },
    tell: (person, event) => of(person).forEach((listener) => void listener.tell(event)),
    tellAll: (event) => void tellInTurn(event),
    of: (person) => listeners.get(person)?.size ?? 0,
    get size() {
      return size;
    },
    close() {
      closed = true;
      clearInterval(beats);
      all().forEach((listener) => listener.end());
    },
  };
}
