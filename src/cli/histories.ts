import type { Estimate } from '../evaluation/measure.ts';
import { significance } from '../evaluation/rank-models.ts';
import { metricOfFigure } from '../metrics/registry.ts';
import type { EvaluateResult, HistoryEvaluation } from '../stages/evaluate.ts';
import { segmentsText, withInterval } from './figures.ts';
import { counted, decimal, table, whole, wrapped } from './output.ts';
import { pairsText, testOf } from './ranking.ts';

/** With so many lengths beside each other the intervals still fit on a page. */
const mostColumns = 5;
/** Before the figures of models that another is better than. */
const mark = '*';

/** How models do by how much is known of people: a table a figure, models in rows, lengths of histories in columns. */
export function historiesText({ histories = [], cutoffs, ranking: { by } }: EvaluateResult): string {
  if (histories.length === 0) return '';
  const keys = [...new Set(['rmse', `ndcg@${cutoffs[0]}`, by])].filter((key) =>
    histories.some(({ models }) => models.some(({ metrics }) => key in metrics)),
  );
  const mine = keys.map((key) => figureTable(key, histories));
  const legend = mine.some((text) => text.includes(mark))
    ? `\n${mark} the best of the column is better beyond chance: paired permutation test on the same people, corrected for all pairs (Holm), p < ${significance}.`
    : '';
  const same = histories[histories.length - 1].people;
  const isSame = same === histories[0].people;
  return [
    wrapped(
      `By how many ratings of each person are known, drawn at random; the others are hidden from the models, and not listed. What is tested is the same.${legend}`,
    ),
    ...mine,
    ...(isSame ? [] : [wrapped(`The same ${counted(same, 'person', 'people')}, who have enough, in every column:`)]),
    ...(isSame ? [] : keys.map((key) => samePeopleTable(key, histories))),
  ].join('\n\n');
}

/** Every pair of models, length by length. */
export const historyPairsText = ({ histories = [] }: EvaluateResult): string =>
  histories
    .filter(({ ranking }) => ranking.models.length > 1)
    .map((history) => `Every pair, by ${history.ranking.by}, ${known(history)}:\n${pairsText(history)}`)
    .join('\n\n');

/** Groups of people and films, length by length; without groupings that put all into one group. */
export const historySegmentsText = ({ histories = [] }: EvaluateResult): string =>
  histories
    .map((history) => {
      const models = history.models.map(({ model, segments }) => {
        return { model, segments: segments.filter(({ groups }) => groups.length > 1) };
      });
      return `Groups, ${known(history)}:\n\n${segmentsText(models)}`;
    })
    .join('\n\n');

const known = ({ ratings }: HistoryEvaluation): string => `${counted(ratings, 'rating')} of each person known`;

function figureTable(key: string, histories: readonly HistoryEvaluation[]): string {
  const tested = key.includes('@')
    ? ['lists', ...histories.map(({ models }) => whole(Math.max(...models.map(({ lists }) => lists))))]
    : ['people', ...histories.map(({ people }) => whole(people))];
  return tableOf(key, histories, [tested], (history, at) => {
    const { model, metrics } = history.models[at];
    return `${isBeaten(model, key, history) ? mark : ''}${shown(metrics[key], histories)}`;
  });
}

const samePeopleTable = (key: string, histories: readonly HistoryEvaluation[]): string =>
  tableOf(key, histories, [], ({ models }, at) => shown(models[at].samePeople[key], histories));

/** Models that have the figure in rows, after the rows given. */
function tableOf(
  key: string,
  histories: readonly HistoryEvaluation[],
  first: readonly string[][],
  cell: (history: HistoryEvaluation, model: number) => string,
): string {
  const rows = histories[0].models.flatMap(({ model }, at) =>
    histories.some(({ models }) => key in models[at].metrics)
      ? [[model, ...histories.map((history) => cell(history, at))]]
      : [],
  );
  const lengths = histories.map(({ ratings }) => String(ratings));
  return table([key, ...lengths], [...first, ...rows], lengths);
}

const shown = (estimate: Estimate | undefined, { length }: readonly HistoryEvaluation[]): string =>
  length <= mostColumns ? withInterval(estimate, 3) : decimal(estimate?.value);

/** Whether the best model by this figure is better than this one beyond chance. */
function isBeaten(name: string, key: string, { models, comparisons }: HistoryEvaluation): boolean {
  const sign = metricOfFigure(key).better === 'higher' ? 1 : -1;
  const [best] = models
    .filter(({ metrics }) => key in metrics)
    .toSorted((a, b) => sign * (b.metrics[key].value - a.metrics[key].value));
  const test = testOf(comparisons, best.model, name, key);
  return test !== undefined && test.corrected < significance;
}
