import { ObjectId } from 'mongodb';
import { persist } from '../../connections/mongodb/persist.ts';
import type { Decision, Kept } from '../../connections/mongodb/versions.ts';
import { toPlainText } from '../sql/plain-text.ts';
import { emptied } from './batches.ts';
import type { Parts } from './parts.ts';
import type { PersonChange, PersonState } from './person.ts';

/**
 * Merges and removals concern several documents. What is to be done is first noted in one of them, and done at once for
 * everybody by one change of one person: a guest leaves, naming an heir who expects them, or a person leaves. What is left to
 * do then is done by whoever comes across it: nobody is answered before.
 */

type Person = Kept<PersonState>;

/** Someone as they are once all that was begun with them is completed. */
export async function settled(parts: Parts, key: string): Promise<Person> {
  for (;;) {
    const person = await parts.people.read(key);
    if (person.owes) await settleLeaver(parts, person);
    else if (!(await settleExpected(parts, person))) return person;
  }
}

/** A change of someone with whom all that was begun is completed first. */
export async function changeSettled<Result>(
  { people, ...parts }: Parts,
  key: string,
  decide: (person: Person) => Decision<PersonChange, Result>,
): Promise<Result> {
  for (let looked = false; ; looked = true) {
    const outcome = await people.change<{ readonly result: Result } | undefined>(key, (person) => {
      // Whoever is expected and has not left when looked at leaves after this change.
      if (person.owes || (person.busy && !looked)) return { result: undefined };
      const { result, ...decision } = decide(person);
      return { ...decision, result: { result } };
    });
    if (outcome) return outcome.result;
    await settled({ people, ...parts }, key);
  }
}

/** Completes all that was begun with anyone. */
export async function settleAll(parts: Parts): Promise<void> {
  const busy = await persist(() =>
    parts.people.states.find({ busy: true } as never, { projection: { _id: 1 } }).toArray(),
  );
  for (const { _id } of busy) await settled(parts, _id);
}

export async function mergeGuest(parts: Parts, guest: string, into: string): Promise<void> {
  const [from, to] = [toPlainText(guest), toPlainText(into)];
  if (from === to) return;
  const [giver, heir] = [await settled(parts, from), await settled(parts, to)];
  if (!giver.alive || giver.name !== null || !heir.alive) return;
  const expected = `${giver.life}:${from}`;
  const welcome = await parts.people.change(to, ({ alive, life }) =>
    alive && life === heir.life ? { change: { kind: 'expect', guest: expected }, result: true } : { result: false },
  );
  if (!welcome) return;
  const left = await parts.people.change(from, ({ alive, name, life }) =>
    alive && name === null && life === giver.life
      ? { change: { kind: 'leave', heir: to, left: now() }, result: true }
      : { result: false },
  );
  if (left) await settled(parts, from);
  else await forget(parts, to, expected);
}

export const removePerson = async (parts: Parts, person: string): Promise<void> =>
  void (await removeIf(parts, toPlainText(person), () => true));

/** Removes someone if they are there and something holds for them; whether they were removed. */
export async function removeIf(parts: Parts, key: string, holds: (person: Person) => boolean): Promise<boolean> {
  const left = await changeSettled(parts, key, (person) =>
    person.alive && holds(person)
      ? { change: { kind: 'leave', heir: null, left: now() }, result: true }
      : { result: false },
  );
  await settled(parts, key);
  return left;
}

/** Gives what someone who has left had to their heir, or removes it, and then all that was theirs. */
async function settleLeaver(parts: Parts, leaver: Person): Promise<void> {
  const { _id, life, heir, ratings, watches } = leaver;
  const before = life - 1;
  const own = { person: _id, life: before };
  if (heir !== null) {
    const guest = `${before}:${_id}`;
    const { alive, expects, life: itsLife } = await parts.people.read(heir);
    if (alive && expects.includes(guest)) {
      await persist(() => parts.events.stored.updateMany(own, { $set: { person: heir, life: itsLife } }));
      await parts.people.change(heir, (now) => ({
        ...(now.expects.includes(guest) && { change: { kind: 'take', guest, ratings, watches } }),
        result: undefined,
      }));
    }
  }
  await persist(() => parts.events.stored.updateMany(own, { $set: emptied }));
  await persist(() => parts.sessions.deleteMany(own));
  await persist(() => parts.names.deleteMany(own));
  await parts.people.change(_id, (now) => ({
    ...(now.owes && now.life === life && { change: { kind: 'settle' } }),
    result: undefined,
  }));
  await parts.people.forgetChanges(_id);
}

/** Whether anything was to be done for those whom someone expects. A guest who has not left yet may still do so. */
async function settleExpected(parts: Parts, person: Person): Promise<boolean> {
  for (const expected of person.expects) {
    const [life, ...key] = expected.split(':');
    const guest = await parts.people.read(key.join(':'));
    if (guest.alive && guest.life === Number(life)) continue;
    if (guest.owes) await settleLeaver(parts, guest);
    else await forget(parts, person._id, expected);
    return true;
  }
  return false;
}

const forget = (parts: Parts, key: string, guest: string): Promise<void> =>
  parts.people.change(key, ({ expects }) => ({
    ...(expects.includes(guest) && { change: { kind: 'forget', guest } }),
    result: undefined,
  }));

/** The clock of ids, in milliseconds since 1970, to the second: the store has no other. */
const now = (): number => new ObjectId().getTimestamp().getTime();
