import { significance } from '../../evaluation/rank-models.ts';
import { enough } from '../../evaluation/segments/summarize-segments.ts';
import type { ReportFacts } from './facts.ts';
import { baseline } from './baseline.ts';
import { figuresOf } from './figures-of.ts';

/** Whether the model in use is good enough to use, by rules that stand in the report. */
export type Usefulness = 'good' | 'promising' | 'not shown' | 'worse' | 'impersonal' | 'unknown';

/** A list has to be better than popularity's by at least this part of it to be worth a model. */
export const worthwhile = 0.1;

/**
 * By list quality (NDCG) on held-out ratings, against the list of the most popular films, with the paired test of the two
 * on the same people, corrected for all pairs of models:
 *
 * - unknown: there are fewer than 20 people to judge lists by
 * - impersonal: it gives everyone the same list
 * - worse: popularity is better beyond chance
 * - not shown: the difference may be chance
 * - promising: better beyond chance, but the 95 % interval begins below a tenth of popularity's figure
 * - good: the whole interval is above that
 */
export function verdictOf({
  evaluation,
  chosen,
  models,
}: Pick<ReportFacts, 'evaluation' | 'chosen' | 'models'>): Usefulness {
  const figures = figuresOf({ evaluation, chosen });
  const { ndcg } = figures;
  if (!figures.of(ndcg) || figures.own.lists < enough) return 'unknown';
  if (models.get(chosen)?.impersonal) return 'impersonal';
  const popular = figures.of(ndcg, baseline);
  const test = figures.between(ndcg, chosen, baseline);
  if (!popular || !test || test.low === null) return 'unknown';
  if (!(test.corrected < significance)) return 'not shown';
  if (test.difference < 0) return 'worse';
  return test.low >= worthwhile * popular.value ? 'good' : 'promising';
}

/** The rules in words, for the definitions. */
export const verdicts: readonly { readonly verdict: Usefulness; readonly words: string; readonly rule: string }[] = [
  {
    verdict: 'good',
    words: 'good enough to use',
    rule: `its lists are better than the most popular films beyond chance, and the 95 % interval of the difference in list quality lies wholly above ${100 * worthwhile} % of what the most popular films get`,
  },
  {
    verdict: 'promising',
    words: 'worth a trial',
    rule: `its lists are better beyond chance, but the interval begins below those ${100 * worthwhile} %`,
  },
  { verdict: 'not shown', words: 'not shown to be good enough', rule: 'the difference may be chance' },
  { verdict: 'worse', words: 'not good enough', rule: 'the most popular films are better beyond chance' },
  { verdict: 'impersonal', words: 'no personal recommendation', rule: 'everyone gets the same films' },
  {
    verdict: 'unknown',
    words: 'unknown',
    rule: `there are fewer than ${enough} people to judge lists by, or nothing to compare with`,
  },
];
