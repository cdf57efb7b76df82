import type { Comparison, CorrectedTest } from '../evaluation/compare-models.ts';
import type { EvaluateResult } from '../stages/evaluate.ts';
import { decimal, table, wrapped } from './output.ts';

/** The models by one figure, with how far each is behind the best and whether that is more than chance. */
export function rankingText({ ranking: { by, models }, comparisons }: EvaluateResult): string {
  // One person alone is no test.
  if (models.length < 2 || comparisons.every(({ metrics }) => !(metrics[by]?.users > 1))) return '';
  const best = models[0].model;
  const rows = models.map(({ model, value, rank }) => {
    const test = testOf(comparisons, best, model, by);
    const behind =
      model === best || !test ? ['', '', ''] : [gap(test, 0), shownP(test.corrected), decimal(abs(test.effect), 2)];
    return [String(rank), model, decimal(value, 4), ...behind];
  });
  const head = ['rank', 'model', by, 'behind the best', 'p', 'effect'];
  const pairs = (models.length * (models.length - 1)) / 2;
  const corrected = pairs > 1 ? `, corrected for ${pairs} pairs (Holm)` : '';
  return `${table(head, rows, ['rank', by, 'behind the best', 'p', 'effect'])}
${wrapped(`p: paired permutation test on the same people${corrected}; who shares a rank may be as good. Effect: Cohen's d.`)}`;
}

/** Every pair of models, by one figure; the models are in the order of it. */
export function pairsText({ ranking, comparisons }: Pick<EvaluateResult, 'ranking' | 'comparisons'>): string {
  const { by, models } = ranking;
  const place = (name: string): number => models.findIndex(({ model }) => model === name);
  const rows = comparisons.flatMap(({ first, second, metrics }) => {
    const test = metrics[by];
    if (!test) return [];
    const turned = place(first) > place(second);
    const [ahead, behind] = turned ? [second, first] : [first, second];
    const [higher, lower] = turned ? [test.lower, test.higher] : [test.higher, test.lower];
    const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
    return [
      [
        ahead,
        behind,
        gap(test, turned ? -1 : 1),
        shownP(test.pValue),
        shownP(test.corrected),
        decimal(abs(test.effect), 2),
        `${percent(higher)} / ${percent(lower)}`,
      ],
    ];
  });
  const head = ['first', 'second', 'difference', 'p', 'corrected', 'effect', 'higher / lower for'];
  return table(head, rows, head.slice(2));
}

/** p-values as they are usually written. */
export const shownP = (p: number): string => (p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, ''));

const abs = (value: number | null): number | null => (value === null ? null : Math.abs(value));

/** With its sign, turned by -1, or with 0 without one. */
function gap({ difference, low, high }: CorrectedTest, sign: number): string {
  const half = low === null || high === null ? '' : ` ± ${decimal((high - low) / 2, 4)}`;
  const signed = sign === 0 ? Math.abs(difference) : sign * difference;
  return `${signed < 0 ? '−' : ''}${decimal(Math.abs(signed), 4)}${half}`;
}

/** The test of two models, whichever is named first. */
export function testOf(
  comparisons: readonly Comparison[],
  a: string,
  b: string,
  key: string,
): CorrectedTest | undefined {
  const pair = comparisons.find(({ first, second }) => (first === a && second === b) || (first === b && second === a));
  return pair?.metrics[key];
}
