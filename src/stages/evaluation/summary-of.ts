import type { Context } from '../../context.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import { summarizeOutcomes, type Summary } from '../../evaluation/summarize-outcomes.ts';

/** The figures of what came; without any where nobody could be tested, which may be so for one model among others. */
export const summaryOf = async (outcomes: Outcomes, context: Context): Promise<Summary> =>
  outcomes.users > 0 ? summarizeOutcomes(outcomes, context) : nothingTested(outcomes);

const nothingTested = ({ withoutRelevant, withoutCandidates }: Outcomes): Summary => ({
  ...{ users: 0, pairs: 0, fallback: 0, lists: 0, filled: 0, withoutRelevant, withoutCandidates },
  ...{ metrics: {}, meaningless: [] },
});
