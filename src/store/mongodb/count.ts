import { persist } from '../../connections/mongodb/persist.ts';
import type { StoreCounts } from '../store.ts';
import { settleAll } from './merges.ts';
import type { Parts } from './parts.ts';

/** Ratings and events are counted beside what holds them. */
export async function count(parts: Parts): Promise<StoreCounts> {
  await settleAll(parts);
  const { people, events } = parts;
  const alive = { alive: true };
  const [everyone, accounts, ratings, happened] = await Promise.all([
    persist(() => people.states.countDocuments(alive as never)),
    persist(() => people.states.countDocuments({ ...alive, name: { $ne: null } })),
    persist(() =>
      people.states.aggregate([{ $match: alive }, { $group: { _id: null, sum: { $sum: '$rated' } } }]).next(),
    ),
    persist(() => events.stored.aggregate([{ $group: { _id: null, sum: { $sum: '$count' } } }]).next()),
  ]);
  return {
    accounts,
    guests: everyone - accounts,
    ratings: Number(ratings?.['sum'] ?? 0),
    events: Number(happened?.['sum'] ?? 0),
  };
}
