import type { Estimate } from '../evaluation/measure.ts';
import { significance } from '../evaluation/rank-models.ts';
import { metricOfFigure } from '../metrics/registry.ts';
import type { EvaluateResult, HistoryEvaluation } from '../stages/evaluate.ts';
import { segmentsText, withInterval } from './figures.ts';
import { counted, decimal, table, whole, wrapped } from './output.ts';
import { testOf } from './ranking.ts';

/** With so many lengths beside each other the intervals still fit on a page. */
const mostColumns = 5;

/** How models do by how much is known of people: a table a figure, models in rows, lengths of histories in columns. */
export function historiesText({ histories = [], cutoffs, ranking: { by } }: EvaluateResult): string {
  if (histories.length === 0) return '';
  const keys = [...new Set(['rmse', `ndcg@${cutoffs[0]}`, by])].filter((key) =>
    histories.some(({ models }) => models.some(({ metrics }) => key in metrics)),
  );
  const people = ['people', ...histories.map((history) => whole(history.people))];
  const mine = keys.map((key) => tableOf(key, histories, 'metrics', [people]));
  const marked = mine.some((text) => text.includes(mark));
  const same = histories[histories.length - 1].people;
  const about = `By how many ratings of each person are known, drawn at random; the others are hidden, and not listed.`;
  const legend = `${mark} worse than the best of its column beyond chance: paired permutation test on the same people, corrected for all pairs (Holm), p < ${significance}.`;
  const rest =
    same === histories[0].people
      ? []
      : [
          wrapped(
            `The same for ${counted(same, 'person', 'people')} throughout, those who have enough for every column:`,
          ),
          ...keys.map((key) => tableOf(key, histories, 'samePeople', [])),
        ];
  return [wrapped(about), ...mine, ...(marked ? [wrapped(legend)] : []), ...rest].join('\n\n');
}

/** Groups of people and films, length by length. */
export const historySegmentsText = ({ histories = [] }: EvaluateResult): string =>
  histories
    .map(({ ratings, models }) => `With ${counted(ratings, 'rating')} of each person known\n\n${segmentsText(models)}`)
    .join('\n\n');

const mark = '*';

function tableOf(
  key: string,
  histories: readonly HistoryEvaluation[],
  of: 'metrics' | 'samePeople',
  first: readonly string[][],
): string {
  const names = histories[0].models.map(({ model }) => model);
  const rows = names.flatMap((name, at) => {
    const estimates = histories.map(({ models }) => models[at][of][key] as Estimate | undefined);
    if (estimates.every((estimate) => !estimate)) return [];
    const cells = estimates.map((estimate, column) => {
      const isBehind = of === 'metrics' && isBeaten(name, key, histories[column]);
      return `${shown(estimate, histories.length)}${isBehind ? mark : ''}`;
    });
    return [[name, ...cells]];
  });
  const lengths = histories.map(({ ratings }) => String(ratings));
  return table([key, ...lengths], [...first, ...rows], lengths);
}

const shown = (estimate: Estimate | undefined, columns: number): string =>
  columns <= mostColumns ? withInterval(estimate, 3) : decimal(estimate?.value);

/** Whether the best model by this figure is better than this one beyond chance. */
function isBeaten(name: string, key: string, { models, comparisons }: HistoryEvaluation): boolean {
  const sign = metricOfFigure(key).better === 'higher' ? 1 : -1;
  const [best] = models
    .filter(({ metrics }) => key in metrics)
    .toSorted((a, b) => sign * (b.metrics[key].value - a.metrics[key].value));
  const test = testOf(comparisons, best.model, name, key);
  return test !== undefined && test.corrected < significance;
}
