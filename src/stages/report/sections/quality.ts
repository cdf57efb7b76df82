import { metricLabel } from '../../../charts/metric-label.ts';
import { modelQuality } from '../../../charts/report/model-quality.ts';
import { percent } from '../../../charts/percent.ts';
import { rankModels } from '../../../evaluation/rank-models.ts';
import type { Block, Table } from '../../../report/document.ts';
import { baseline } from '../baseline.ts';
import type { ReportFacts } from '../facts.ts';
import { figuresOf } from '../figures-of.ts';
import type { ReportSection } from '../section.ts';
import { counted, decimal, interval, listed, whole } from '../words.ts';
import { verdictOf, verdicts } from '../verdict.ts';

export const quality: ReportSection = {
  id: 'quality',
  title: 'How good the models are',
  write: (facts) => [
    { kind: 'paragraph', words: verdictWords(facts) },
    ...ranked(facts, figuresOf(facts).ndcg),
    ...ranked(facts, 'rmse'),
    ...lists(facts),
    ...errors(facts),
    { kind: 'note', words: caveats(facts) },
  ],
};

function verdictWords(facts: ReportFacts): string {
  const verdict = verdictOf(facts);
  const { words } = verdicts.find((one) => one.verdict === verdict)!;
  const figures = figuresOf(facts);
  const { evaluation, chosen, why } = facts;
  const test = figures.between(figures.ndcg, chosen, baseline);
  const popular = figures.of(figures.ndcg, baseline);
  const first = `The model in use is ${chosen}, ${why.replaceAll('`', '')}.`;
  const rank = evaluation.ranking.models.find(({ model }) => model === chosen);
  const shared = evaluation.ranking.models.filter((one) => rank && one.rank === rank.rank && one.model !== chosen);
  const place =
    rank && evaluation.models.length > 1
      ? ` Among ${whole(evaluation.models.length)} models it has rank ${rank.rank}${shared.length > 0 ? `, with ${listed(shared.map(({ model }) => model))}` : ''}.`
      : '';
  const lead =
    test && popular && popular.value > 0 && test.low !== null && test.high !== null && chosen !== baseline
      ? ` Its list quality minus that of the most popular films is ${decimal(test.difference)} (95 % interval ${interval(test)}), ${Math.abs(test.difference / popular.value) < 0.005 ? 'no difference' : `${percent(Math.abs(test.difference / popular.value))} ${test.difference > 0 ? 'more' : 'less'}`}. For ${percent(test.higher)} of people its list is the better one, for ${percent(test.lower)} the worse.`
      : '';
  return `${first} The verdict: ${words}.${lead}${place}`;
}

/** A chart of the models by a figure, where there is any. */
function ranked({ evaluation, chosen }: ReportFacts, key: string): Block[] {
  const having = evaluation.models.filter(({ metrics }) => key in metrics);
  if (having.length === 0) return [];
  const better = key === 'rmse' ? 'lower' : 'higher';
  const values = new Map(having.map(({ model, metrics }) => [model, metrics[key].value]));
  const models = rankModels(values, evaluation.comparisons, key, better).map(({ model, rank }) => {
    return { model, rank, ...having.find((one) => one.model === model)!.metrics[key] };
  });
  const popular = values.get(baseline);
  const mean = evaluation.reference?.rmse.value;
  const mark =
    key === 'rmse'
      ? mean === undefined
        ? null
        : { name: 'always guessing the mean', value: mean }
      : popular === undefined
        ? null
        : { name: 'the most popular films', value: popular };
  const label = key === 'rmse' ? 'typical error (RMSE)' : `list quality (${metricLabel(key)})`;
  const name = key === 'rmse' ? 'model-quality-rmse' : 'model-quality';
  return [{ kind: 'chart', name, spec: modelQuality.spec({ label, better, models, chosen, mark }) }];
}

function lists(facts: ReportFacts): Block[] {
  const { evaluation, chosen } = facts;
  const { k, ndcg } = figuresOf(facts);
  const ranks = new Map(evaluation.ranking.models.map(({ model, rank }) => [model, rank]));
  const keys = [`precision@${k}`, `recall@${k}`, ndcg, `hr@${k}`, `coverage@${k}`];
  const having = evaluation.models.filter(({ metrics }) => ndcg in metrics);
  if (having.length === 0) {
    return [
      {
        kind: 'paragraph',
        words: 'There are no figures of lists: nobody has a liked film that was hidden from the models.',
      },
    ];
  }
  const best = having.toSorted((a, b) => b.metrics[ndcg].value - a.metrics[ndcg].value);
  const columns = ['precision', 'recall', 'NDCG', 'at least one', 'catalog'].map((title) => ({
    title: `${title}@${k}`.replace(/^(at least one|catalog)@.*/, '$1'),
    align: 'right' as const,
  }));
  const table: Table = {
    kind: 'table',
    caption: `Lists of ${k} of films that the person had not rated, on ${counted(best[0].lists, 'person', 'people')}, with 95 % intervals; who shares a rank may be equally good`,
    columns: [{ title: 'Model' }, { title: 'rank', align: 'right' }, ...columns],
    rows: best.map(({ model, metrics }) => [
      model === chosen ? [{ strong: `${model} (in use)` }] : model,
      String(ranks.get(model) ?? '–'),
      ...keys.map((key) => shown(metrics[key])),
    ]),
  };
  return [table];
}

function errors({ evaluation, chosen }: ReportFacts): Block[] {
  const { reference } = evaluation;
  const having = evaluation.models.filter(({ metrics }) => 'rmse' in metrics);
  if (!reference)
    return [
      {
        kind: 'paragraph',
        words: 'There are no errors of predicted ratings: what people chose is known, not how they rated it.',
      },
    ];
  if (having.length === 0)
    return [
      {
        kind: 'paragraph',
        words: 'There are no errors of predicted ratings: all models that are trained only rank films.',
      },
    ];
  const rows = having.toSorted((a, b) => a.metrics['rmse'].value - b.metrics['rmse'].value);
  return [
    {
      kind: 'table',
      caption: `How far predicted ratings are off, on ${counted(rows[0].pairs, 'hidden rating')}, with 95 % intervals; models that only rank have none`,
      columns: [{ title: 'Model' }, { title: 'RMSE', align: 'right' }, { title: 'MAE', align: 'right' }],
      rows: [
        ...rows.map(({ model, metrics }) => [
          model === chosen ? [{ strong: `${model} (in use)` }] : model,
          shown(metrics['rmse']),
          shown(metrics['mae']),
        ]),
        ['always guessing the mean', shown(reference.rmse), shown(reference.mae)],
      ],
    },
  ];
}

/** A figure, and its interval where there is room or else below it. */
const shown = (figure: { value: number; low: number | null; high: number | null } | undefined): string => {
  if (!figure) return '–';
  return figure.low === null
    ? decimal(figure.value)
    : `${decimal(figure.value)} (${interval(figure).replaceAll(' ', '\u00a0')})`;
};

function caveats(facts: ReportFacts): string {
  const { evaluation } = facts;
  const { own } = figuresOf(facts);
  const { withoutRelevant, unreachable, filled, lists: judged } = own;
  const notes = [
    ...(evaluation.beside?.length
      ? [`${listed(evaluation.beside)} was fitted for this report alone, to compare with`]
      : []),
    ...(withoutRelevant > 0
      ? [
          `${counted(withoutRelevant, 'person', 'people')} without a liked film to be found ${withoutRelevant === 1 ? 'has' : 'have'} no part in the figures of lists`,
        ]
      : []),
    ...(unreachable > 0
      ? [
          `${counted(unreachable, 'liked film')} could be in no list, because nobody else had rated ${unreachable === 1 ? 'it' : 'them'}, and ${unreachable === 1 ? 'counts' : 'count'} as not found`,
        ]
      : []),
    ...(filled > 0
      ? [`${counted(filled, 'list')} of ${whole(judged)} had to be filled up with generally liked films`]
      : []),
    'a film that the person never rated counts as a miss, though they might like it',
  ];
  const text = notes.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
