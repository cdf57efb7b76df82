import { randomBytes } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { Store } from '../../store/store.ts';
import type { Visitor } from '../visitor.ts';
import { days } from './days.ts';
import { digest } from './digest.ts';

/** A session, and whose it is. */
export interface KnownSession {
  readonly visitor: Omit<Visitor, 'operator'>;
  /** When it ends, unless it is renewed before. */
  readonly expires: number;
}

/**
 * Who is signed in where. A session is known by a secret of 256 random bits, which its browser alone has; the store has a
 * digest of it. It ends after 30 days without a visit.
 */
export interface Sessions {
  /** A new session of a person; its secret. */
  start(person: string): Promise<string>;
  /** Renewed where a day of it is over. */
  find(secret: string): Promise<KnownSession | undefined>;
  end(secret: string): Promise<void>;
  /** All of a person's. */
  endAll(person: string): Promise<void>;
}

/** How long a session is, in milliseconds. */
export const sessionLength = days(30);
/** What was found is taken for true so long by this process; what ends here ends at once. */
const remembered = 5000;
const rememberedAtMost = 10_000;

export function openSessions(store: Store, { now }: Pick<Context, 'now'>): Sessions {
  // Promises, so that many requests at once ask the store once, and one under way is forgotten with the rest.
  const recent = new Map<string, { readonly until: number; readonly session: Promise<KnownSession | undefined> }>();

  const read = async (key: string): Promise<KnownSession | undefined> => {
    const found = await store.findSession(key, now());
    const person = found && (await store.findPerson(found.person));
    if (!person) return undefined;
    const expires = now() + sessionLength;
    const renew = expires - found.expires > days(1);
    if (renew) await store.renewSession(key, expires);
    const kind = person.name === null ? 'guest' : 'account';
    return { visitor: { ...person, kind, session: key }, expires: renew ? expires : found.expires };
  };

  return {
    async start(person) {
      const secret = randomBytes(32).toString('base64url');
      const since = now();
      await store.addSession({ digest: digest(secret), person, since, expires: since + sessionLength });
      return secret;
    },
    find(secret) {
      const key = digest(secret);
      const known = recent.get(key);
      if (known && known.until > now()) return known.session;
      const session = read(key);
      recent.delete(key);
      recent.set(key, { until: now() + remembered, session });
      session.catch(() => recent.delete(key));
      const [oldest] = recent.keys();
      if (recent.size > rememberedAtMost) recent.delete(oldest);
      return session;
    },
    async end(secret) {
      await store.removeSession(digest(secret));
      recent.delete(digest(secret));
    },
    async endAll(person) {
      await store.removeSessions(person);
      recent.clear();
    },
  };
}
