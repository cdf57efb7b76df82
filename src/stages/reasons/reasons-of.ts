import type { Catalog } from '../../dataset/catalog.ts';
import { titleOf } from '../../dataset/catalog.ts';
import type { History } from '../../dataset/history.ts';
import type { Contribution } from '../../models/contract/define-model.ts';
import type { Model } from '../../models/contract/model.ts';

/** A contribution with names in place of indexes. */
export interface Reason {
  readonly because: Contribution['because'];
  readonly amount: number;
  /** For `rated`: the film, the rating on the data set's scale, unless that has only strengths, and whether it is a good one. */
  readonly movie?: string;
  readonly title?: string;
  readonly rating?: number;
  readonly liked?: boolean;
  readonly user?: string;
  /** For `feature`: what it is in words that go after "films", and the titles of rated films that say so most. */
  readonly feature?: string;
  readonly shared?: readonly string[];
  /** For `part`: its name, and, of a model made of several, that one's own reasons, which add up to the amount. */
  readonly part?: string;
  readonly reasons?: readonly Reason[];
}

/** Contributions to the score of someone with this history as people and programs outside can read them. */
export function reasonsOf(
  contributions: readonly Contribution[],
  { seen }: Model,
  catalog: Catalog,
  history: History,
): Reason[] {
  const ratings = new Map(Array.from(history.items, (item, at) => [item, history.ratings[at]]));
  const named = (reason: Contribution): Reason => {
    if (reason.because === 'rated') {
      const { item, ...rest } = reason;
      const rating = ratings.get(item);
      return {
        ...rest,
        ...{ movie: catalog.ids.names[item], title: titleOf(catalog, item) },
        ...(rating !== undefined && { liked: rating >= seen.relevant }),
        ...(rating !== undefined && seen.feedback === 'explicit' && { rating }),
      };
    }
    if (reason.because === 'neighbor') return { ...reason, user: seen.users.names[reason.user] };
    if (reason.because === 'feature') {
      const { shared, ...rest } = reason;
      return { ...rest, ...(shared && { shared: shared.map((item) => titleOf(catalog, item)) }) };
    }
    if (reason.because === 'part' && reason.reasons) return { ...reason, reasons: reason.reasons.map(named) };
    return reason as Reason;
  };
  return contributions.map(named);
}
