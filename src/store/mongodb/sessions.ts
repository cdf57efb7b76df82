import { persist } from '../../connections/mongodb/persist.ts';
import { fromPlainText, toPlainText } from '../sql/plain-text.ts';
import type { Session } from '../store.ts';
import { settled } from './merges.ts';
import type { Parts } from './parts.ts';
import { requireAlive } from './require-alive.ts';

export async function addSession(parts: Parts, { digest, person: given, since, expires }: Session): Promise<void> {
  const [_id, person] = [toPlainText(digest), toPlainText(given)];
  const { life, ...state } = await settled(parts, person);
  requireAlive(state);
  await persist(() => parts.sessions.deleteMany({ expires: { $lte: since } }));
  const session = { _id, person, life, since, expires };
  await persist(() => parts.sessions.replaceOne({ _id }, session, { upsert: true, ...parts.durably.options }));
}

/** Nobody's where the person has left: it is removed with them, sooner or later. */
export async function findSession(parts: Parts, digest: string, at: number): Promise<Session | undefined> {
  const found = await persist(() => parts.sessions.findOne({ _id: toPlainText(digest) }));
  if (!found || found.expires <= at) return undefined;
  const { person, life, since, expires } = found;
  const { alive, life: theirs } = await settled(parts, person);
  return alive && theirs === life ? { digest, person: fromPlainText(person), since, expires } : undefined;
}

export async function renewSession({ sessions, durably }: Parts, digest: string, expires: number): Promise<void> {
  await persist(() => sessions.updateOne({ _id: toPlainText(digest) }, { $set: { expires } }, durably.options));
}

export async function removeSession({ sessions, durably }: Parts, digest: string): Promise<void> {
  await persist(() => sessions.deleteOne({ _id: toPlainText(digest) }, durably.options));
}

export async function removeSessions({ sessions, durably }: Parts, person: string, keep?: string): Promise<void> {
  const others = keep === undefined ? {} : { _id: { $ne: toPlainText(keep) } };
  await persist(() => sessions.deleteMany({ person: toPlainText(person), ...others }, durably.options));
}
