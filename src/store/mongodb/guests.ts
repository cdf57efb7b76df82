import { persist } from '../../connections/mongodb/persist.ts';
import { removeIf, settleAll } from './merges.ts';
import type { Parts } from './parts.ts';

/** Those who left before then are forgotten for good: nobody waits so long for the answer to a change. */
export async function removeGuests(parts: Parts, idleSince: number): Promise<number> {
  const { people, failures, events } = parts;
  const keysOf = ({ states }: Pick<typeof people, 'states'>, filter: object): Promise<readonly string[]> =>
    persist(async () => {
      const found = await states.find(filter as never, { projection: { _id: 1 } }).toArray();
      return found.map(({ _id }) => _id);
    });
  await settleAll(parts);
  for (const key of await keysOf(failures as never, { at: { $lt: idleSince } })) await failures.remove(key);
  const left = { alive: false, busy: false, left: { $lt: idleSince } };
  for (const key of await keysOf(people, left)) await people.remove(key);
  let removed = 0;
  for (const key of await keysOf(people, { alive: true, name: null, since: { $lt: idleSince } })) {
    const late = { person: key, last: { $gte: idleSince } };
    if (await persist(() => events.stored.findOne(late, { projection: { _id: 1 } }))) continue;
    const idle = await removeIf(
      parts,
      key,
      ({ name, since, ratings, watches }) =>
        name === null && since < idleSince && [...ratings, ...watches].every(({ at }) => at < idleSince),
    );
    if (idle) removed++;
  }
  return removed;
}
