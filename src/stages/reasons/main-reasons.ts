import { foldName } from '../../dataset/fold-name.ts';
import { isPersonal } from './personal.ts';
import type { Reason } from './reasons-of.ts';

/** What counts for less than this share of the weightiest reason is not worth telling beside it. */
const least = 0.1;

/**
 * The few that a person wants to read: what most speaks for this film, and only else that people like it in general. Of
 * features that say the same, such as a genre and a tag of one name, the weightier one. Takes reasons of any order.
 */
export function mainReasons(reasons: readonly Reason[], most = 3): Reason[] {
  const speaking = reasons.filter(({ amount }) => amount > 0).toSorted((a, b) => b.amount - a.amount);
  const personal = speaking.filter(isPersonal);
  if (personal.length === 0) return speaking.filter(({ because }) => because === 'item').slice(0, most);
  const chosen: Reason[] = [];
  for (const reason of personal) {
    if (chosen.length === most || reason.amount < least * personal[0].amount) break;
    if (!chosen.some((other) => saysTheSame(other, reason))) chosen.push(reason);
  }
  return chosen;
}

/** Words that tell how a feature belongs to films rather than what it is. */
const frame: ReadonlySet<string> = new Set(
  'of the a an around genre directed written by with from tagged about whose plot speaks that tag genome calls'.split(
    ' ',
  ),
);

/** Whether all that one of two features tells is in the other. */
function saysTheSame({ feature: one }: Reason, { feature: other }: Reason): boolean {
  if (one === undefined || other === undefined) return false;
  const [few, many] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.size - b.size);
  return few.size > 0 && [...few].every((word) => many.has(word));
}

const wordsOf = (feature: string): Set<string> =>
  new Set(
    foldName(feature)
      .split(' ')
      .filter((word) => !frame.has(word)),
  );
