import type { Catalog } from '../dataset/catalog.ts';
import { titleOf } from '../dataset/catalog.ts';
import type { Contribution } from '../models/contract/define-model.ts';
import type { Model } from '../models/contract/model.ts';

/** A contribution with names in place of indexes. */
export interface Reason {
  readonly because: Contribution['because'];
  readonly amount: number;
  readonly movie?: string;
  readonly title?: string;
  readonly user?: string;
  readonly feature?: string;
  readonly part?: string;
}

/** Contributions as people and programs outside can read them. */
export function reasonsOf(contributions: readonly Contribution[], { seen }: Model, catalog: Catalog): Reason[] {
  return contributions.map((reason) => {
    if (reason.because === 'rated') {
      const { item, ...rest } = reason;
      return { ...rest, movie: catalog.ids.names[item], title: titleOf(catalog, item) };
    }
    if (reason.because === 'neighbor') return { ...reason, user: seen.users.names[reason.user] };
    return reason;
  });
}

/** The few that a person wants to read: what most speaks for this film, and only else that people like it in general. */
export function mainReasons(reasons: readonly Reason[], most = 3): Reason[] {
  const speaking = reasons.filter(({ amount }) => amount > 0);
  const personal = speaking.filter(({ because }) => !['average', 'item', 'user', 'rest', 'fallback'].includes(because));
  return (personal.length > 0 ? personal : speaking.filter(({ because }) => because === 'item')).slice(0, most);
}
