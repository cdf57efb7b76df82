import type { Me } from './contract.ts';
import { guestDays } from './security/forget-guests.ts';
import type { Service } from './service.ts';
import type { Visitor } from './visitor.ts';

/** Who asks, as the page shows it. */
export async function meOf({ store }: Pick<Service, 'store'>, visitor: Visitor): Promise<Me> {
  const { person, kind, name, since } = visitor;
  if (person === undefined) return { kind, name, since, ratings: 0, watchList: 0, keptForDays: null };
  const [ratings, watchList] = await Promise.all([store.ratingsOf(person), store.watchListOf(person)]);
  return {
    ...{ kind, name, since },
    ratings: ratings.length,
    watchList: watchList.length,
    keptForDays: kind === 'guest' ? guestDays : null,
  };
}
