import type { CorrectedTest } from '../../evaluation/compare-models.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import type { ModelEvaluation } from '../evaluate.ts';
import type { ReportFacts } from './facts.ts';

/** The evaluation as the sections ask it. */
export interface Figures {
  /** How long lists are. */
  readonly k: number;
  /** The key of list quality. */
  readonly ndcg: string;
  readonly own: ModelEvaluation;
  /** A figure of a model, of the one in use where none is named. */
  of(key: string, model?: string): Estimate | undefined;
  /** A figure of a model minus that of another, as tested on the same people. */
  between(key: string, model: string, other: string): CorrectedTest | undefined;
}

export function figuresOf({ evaluation, chosen }: Pick<ReportFacts, 'evaluation' | 'chosen'>): Figures {
  const [k] = evaluation.cutoffs;
  const find = (name: string): ModelEvaluation | undefined => evaluation.models.find(({ model }) => model === name);
  return {
    k,
    ndcg: `ndcg@${k}`,
    own: find(chosen)!,
    of: (key, model = chosen) => find(model)?.metrics[key],
    between(key, model, other) {
      for (const { first, second, metrics } of evaluation.comparisons) {
        const test = metrics[key];
        if (!test) continue;
        if (first === model && second === other) return test;
        if (first === other && second === model) return turned(test);
      }
      return undefined;
    },
  };
}

const turned = (test: CorrectedTest): CorrectedTest => ({
  ...test,
  difference: -test.difference,
  low: test.high === null ? null : -test.high,
  high: test.low === null ? null : -test.low,
  effect: test.effect === null ? null : -test.effect,
  ...{ higher: test.lower, lower: test.higher },
});
