import { ObjectId } from 'mongodb';
import { isDuplicate } from '../../connections/mongodb/is-duplicate.ts';
import { persist } from '../../connections/mongodb/persist.ts';
import { MovierecError } from '../../errors.ts';
import { foldName } from '../fold-name.ts';
import { fromPlainText, toPlainText } from '../sql/plain-text.ts';
import type { Account, Person } from '../store.ts';
import { changeSettled, settled } from './merges.ts';
import type { NameDocument, Parts } from './parts.ts';

export const addGuest = (parts: Parts, person: string, since: number): Promise<void> =>
  changeSettled(parts, toPlainText(person), ({ alive }) => ({
    ...(!alive && { change: { kind: 'guest', since } }),
    result: undefined,
  }));

/** The name is taken first, by a document that says what for; whoever finds it and not its account completes that. */
export async function addAccount(parts: Parts, { person, name, password }: Account, at: number): Promise<void> {
  const key = toPlainText(person);
  const folded = toPlainText(foldName(name));
  const _id = new ObjectId();
  for (;;) {
    const { name: known, life } = await settled(parts, key);
    if (known !== null) throw taken(`whoever is to be "${name}" has an account already.`);
    const holder = await holderOf(parts, folded);
    if (holder && !holder._id.equals(_id)) {
      if (await complete(parts, holder)) throw taken(`the name "${name}" is taken.`);
      continue;
    }
    const wish = { name: toPlainText(name), password: toPlainText(password), at };
    const reserved: NameDocument = { _id, folded, person: key, life, wish };
    try {
      if (!holder) await persist(() => parts.names.insertOne(reserved, parts.durably.options));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      continue;
    }
    if (await complete(parts, reserved)) return;
    throw taken(`whoever is to be "${name}" has an account already.`);
  }
}

/** Sees to it that a name is its holder's, or nobody's: whether it is the holder's. */
async function complete(parts: Parts, { _id, folded, person, life, wish }: NameDocument): Promise<boolean> {
  const theirs = await parts.people.change(person, (now) => {
    if (now.alive && now.life === life && now.folded === folded) return { result: true };
    if (!wish || now.life !== life || now.name !== null || now.owes) return { result: false };
    const { name, password, at } = wish;
    return { change: { kind: 'account', name, folded, password, since: at }, result: true };
  });
  if (!theirs) await persist(() => parts.names.deleteOne({ _id }));
  else if (wish) await persist(() => parts.names.updateOne({ _id }, { $unset: { wish: '' } }));
  return theirs;
}

export async function findAccount(parts: Parts, name: string): Promise<Account | undefined> {
  const folded = toPlainText(foldName(name));
  const holder = await holderOf(parts, folded);
  if (!holder) return undefined;
  const person = await settled(parts, holder.person);
  if (!person.alive || person.folded !== folded) return undefined;
  return {
    person: fromPlainText(person._id),
    name: fromPlainText(person.name!),
    password: fromPlainText(person.password!),
  };
}

const holderOf = (parts: Parts, folded: string): Promise<NameDocument | null> =>
  persist(() => parts.names.findOne({ folded }));

export async function findPerson(parts: Parts, person: string): Promise<Person | undefined> {
  const { alive, name, since } = await settled(parts, toPlainText(person));
  return alive ? { person, name: name === null ? null : fromPlainText(name), since } : undefined;
}

export const changePassword = (parts: Parts, person: string, password: string): Promise<void> =>
  parts.people.change(toPlainText(person), ({ alive, name }) => {
    if (!alive || name === null)
      throw new MovierecError('UNKNOWN_PERSON', 'there is no such account.', 'Sign in again.');
    return { change: { kind: 'password', password: toPlainText(password) }, result: undefined };
  });

const taken = (message: string): MovierecError =>
  new MovierecError('NAME_TAKEN', message, 'Choose another name, or sign in.');
