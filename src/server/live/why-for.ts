import type { User } from '../../models/contract/define-model.ts';
import type { Model } from '../../models/contract/model.ts';
import { inASentence, type Voice } from '../../stages/reasons/in-a-sentence.ts';
import { leavesOf } from '../../stages/reasons/leaves-of.ts';
import { mainReasons } from '../../stages/reasons/main-reasons.ts';
import { reasonsOf, type Reason } from '../../stages/reasons/reasons-of.ts';
import type { Reason as SaidReason } from '../contract.ts';
import type { Service } from '../service.ts';
import { reasonInWords } from './reason-in-words.ts';

/** Why a film has its score. */
export interface Why {
  readonly score: number;
  readonly uncertainty?: number;
  /** In a sentence. */
  readonly why: string;
  /** The few that speak most for it. */
  readonly main: SaidReason[];
  /** All of them, the weightiest first: their amounts add up to the score. */
  readonly all: SaidReason[];
}

/** Why a film has the score it has for someone, as it is said to them or of them. */
export function whyFor(
  { catalog }: Pick<Service, 'catalog'>,
  model: Model,
  user: User,
  item: number,
  voice: Voice,
): Why {
  const { score, contributions, uncertainty } = model.explain(user, item);
  const reasons = leavesOf(reasonsOf(contributions, model, catalog, user.history));
  const said = (reason: Reason): SaidReason => ({
    because: reason.because,
    text: reasonInWords(reason, voice),
    amount: reason.amount,
    ...(reason.movie !== undefined && { film: reason.movie }),
  });
  return {
    score,
    ...(uncertainty !== undefined && { uncertainty }),
    why: inASentence(reasons, voice),
    main: mainReasons(reasons).map(said),
    all: reasons.map(said),
  };
}
