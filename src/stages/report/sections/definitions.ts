import { metricOf } from '../../../metrics/registry.ts';
import { fairness } from '../../../evaluation/segments/summarize-segments.ts';
import type { ReportFacts } from '../facts.ts';
import { figuresOf } from '../figures-of.ts';
import type { ReportSection } from '../section.ts';
import { verdicts } from '../verdict.ts';
import { capitalized } from '../../../charts/capitalized.ts';
import { percent } from '../../../charts/percent.ts';

export const definitions: ReportSection = {
  id: 'definitions',
  title: 'Definitions',
  write: (facts) => [{ kind: 'definitions', entries: [...words(facts), ...metrics(facts)] }],
};

interface Entry {
  readonly term: string;
  readonly meaning: string;
}

function words(facts: ReportFacts): Entry[] {
  const { cleaned, evaluation, chosen, models } = facts;
  const { k } = figuresOf(facts);
  const good =
    cleaned.feedback === 'explicit'
      ? `rated ${evaluation.relevant} or better on the scale from ${cleaned.scale.min} to ${cleaned.scale.max}`
      : 'played, liked or chosen in another way';
  return [
    ...(cleaned.simulated
      ? [
          {
            term: 'Simulated',
            meaning:
              'These people and all that they did were made by a program from assumptions. Figures say how well the software works on them, and nothing of how real people would fare.',
          },
        ]
      : []),
    { term: 'Liked', meaning: `A film that a person ${good}. Formulas call it relevant.` },
    {
      term: 'Hidden (held out)',
      meaning: `A part of the ratings (${percent(cleaned.split.share)}, split ${cleaned.split.name}, seed ${cleaned.split.seed}) that models were not told of. They are judged by these alone.`,
    },
    {
      term: 'List',
      meaning: `The first ${k} films that a model puts in order for a person, of all films with a rating that the person had not rated in what the model was told of.`,
    },
    { term: 'Known ratings', meaning: 'How many of a person’s ratings the model was told of.' },
    {
      term: 'Model',
      meaning: 'A way to recommend films, fitted on ratings. Those of this report:',
    },
    ...[...models].map(([name, { summary }]) => ({ term: name, meaning: summary })),
    { term: 'Model in use', meaning: `The model that this report is about, here ${chosen}.` },
    {
      term: 'Most popular films',
      meaning:
        'The model popularity: everyone gets the films that most people rated, but for those that they have rated. Anything worth having is better.',
    },
    {
      term: 'Always guessing the mean',
      meaning: 'To predict for every film the mean of all ratings that models were told of.',
    },
    {
      term: '95 % interval',
      meaning:
        'If the same were measured on other such people again and again, intervals made in this way would hold the true figure 95 times in 100. By the bootstrap: people are drawn anew, with replacement, 1,000 times.',
    },
    {
      term: 'Beyond chance',
      meaning:
        'A paired permutation test of two models on the same people gives p below 0.05, corrected by Holm’s method for all pairs of models.',
    },
    {
      term: 'Rank',
      meaning:
        'One more than the number of models that are better beyond chance. Who shares a rank may be equally good.',
    },
    { term: 'Verdict', meaning: 'What is said of the model in use, by these rules:' },
    ...verdicts.map(({ words: said, rule }) => ({ term: capitalized(said), meaning: `${capitalized(rule)}.` })),
    {
      term: 'Groups',
      meaning: `${fairness} A group is clearly worse where its whole interval is below the figure for everyone; clearly better than the most popular films where their figure for the group is below the whole interval.`,
    },
    {
      term: 'Expected gain',
      meaning:
        'How much list quality would change, in percent of today’s; next to each stands how it comes out of figures of this report.',
    },
    {
      term: 'Time to make a list',
      meaning: 'From asking for a person’s list to having it, in one process, without network or web page.',
    },
  ];
}

/** The metrics that stand in the report, with how they are computed. */
function metrics(facts: ReportFacts): Entry[] {
  const { k } = figuresOf(facts);
  const has = (key: string): boolean => facts.evaluation.models.some((model) => key in model.metrics);
  const shown = [
    ['ndcg', `List quality (NDCG@${k})`],
    ['precision', `Precision@${k}`],
    ['recall', `Recall@${k}`],
    ['hr', 'At least one'],
    ['coverage', 'Catalog (coverage)'],
    ['rmse', 'RMSE, typical error'],
    ['mae', 'MAE, average error'],
  ] as const;
  return shown.flatMap(([name, term]) => {
    if (!has(name) && !has(`${name}@${k}`)) return [];
    const { summary, formula, source } = metricOf(name);
    return [{ term, meaning: `${summary} ${formula.charAt(0).toUpperCase()}${formula.slice(1)} (${source}).` }];
  });
}
