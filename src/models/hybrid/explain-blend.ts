import type { History } from '../../dataset/history.ts';
import type { Contribution } from '../contract/define-model.ts';
import { columnsOf, spreadsOf, weightsFor, type Blend } from './blend.ts';
import type { Member } from './members.ts';
import { scoresOf, type Users } from './member-scores.ts';

/**
 * A blended score as what each part adds to it, with the part's own reasons in the same measure inside; and the
 * constant, as the average. Exact. O(what the members' scores and explanations cost).
 */
export function explainBlend(
  blend: Blend,
  members: readonly Member[],
  { users, history, counts }: { users: Users; history: History; counts: Uint32Array },
  item: number,
): Contribution[] {
  const scores = scoresOf(members, users, { history, counts });
  const spreads = spreadsOf(blend, scores, history);
  const weights = weightsFor(blend, history.items.length, counts[item]);
  const columns = columnsOf(blend, scores, spreads, item, new Float64Array(weights.length));
  const of = (member: number, factor: number): Contribution[] =>
    Number.isNaN(scores[member][item]) || factor === 0
      ? []
      : members[member].definition
          .explain(members[member].state, users[member], item)
          .map((reason) => scaled(reason, factor));
  const constant: Contribution = { because: 'average', amount: weights[0] };
  if (blend.ranks) {
    const parts = members.map(({ definition }, member): Contribution => {
      const { mean, deviation } = spreads[member];
      const factor = deviation > 0 ? weights[1 + member] / deviation : 0;
      const amount = weights[1 + member] * columns[1 + member];
      const reasons: Contribution[] = [...of(member, factor), { because: 'average', amount: -factor * mean }];
      return { because: 'part', part: definition.name, amount, reasons };
    });
    return [constant, ...parts.filter(({ amount }) => amount !== 0)];
  }
  const baseline = of(0, 1);
  const parts = members.slice(1).map(({ definition }, at): Contribution => {
    const weight = columns[1 + at] === 0 ? 0 : weights[1 + at];
    // What the part adds is its score less the baseline's.
    const reasons = merged([...of(1 + at, weight), ...baseline.map((reason) => scaled(reason, -weight))]);
    return { because: 'part', part: definition.name, amount: weight * columns[1 + at], reasons };
  });
  return [constant, ...baseline, ...parts.filter(({ amount }) => amount !== 0)];
}

function scaled(reason: Contribution, factor: number): Contribution {
  const amount = factor * reason.amount;
  return reason.because === 'part' && reason.reasons
    ? { ...reason, amount, reasons: reason.reasons.map((inner) => scaled(inner, factor)) }
    : { ...reason, amount };
}

/** Average, item and person of a part and of the baseline in one. */
function merged(reasons: readonly Contribution[]): Contribution[] {
  const general = (['average', 'item', 'user'] as const).flatMap((because): Contribution[] => {
    const amount = reasons.reduce((sum, reason) => sum + (reason.because === because ? reason.amount : 0), 0);
    return amount === 0 ? [] : [{ because, amount }];
  });
  return [...general, ...reasons.filter(({ because }) => !['average', 'item', 'user'].includes(because))];
}
