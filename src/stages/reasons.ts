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

/** The few that a person wants to read: the weightiest of the films or features that speak for this one. */
export const mainReasons = (reasons: readonly Reason[], most = 3): Reason[] =>
  reasons
    .filter(({ because, amount }) => amount > 0 && because !== 'average' && because !== 'user' && because !== 'rest')
    .slice(0, most);
