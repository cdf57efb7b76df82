import type { Manifest } from '../../artifacts/manifest.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import { enough } from '../../evaluation/segments/summarize-segments.ts';
import { metricOfFigure } from '../../metrics/registry.ts';
import { feedbackOf, type Definition } from '../../models/contract/define-model.ts';
import { parameterOf } from '../../models/contract/parameters.ts';
import { atLineStart, codeBlock, escapeMarkdown, inlineCode, markdownTable } from '../../report/markdown/escape.ts';
import type { CleanResult } from '../clean.ts';
import type { EvaluateResult, ModelEvaluation } from '../evaluate.ts';
import type { IngestResult } from '../ingest.ts';
import type { TrainResult } from '../train.ts';
import { trainingCommand } from './training-command.ts';
import { weakSegments } from './weak-segments.ts';

/** What a card is written from. */
export interface CardFacts {
  readonly definition: Definition;
  readonly trained: TrainResult;
  readonly files: Manifest['outputs'];
  readonly ingested: Partial<IngestResult>;
  readonly cleaned: CleanResult;
  /** The command that cleaned the data so. */
  readonly cleaning: string;
  /** The evaluation of this very model, or of the honest one with the same parameters; nothing before there is one. */
  readonly evaluated?: { readonly result: EvaluateResult; readonly model: ModelEvaluation } | undefined;
}

/** How many weak segments are named of each kind and figure. */
const mostOfAKind = 3;

/**
 * A model's card (Mitchell et al. 2019) in Markdown: what it is, what it was fitted on, how good it is and for whom not,
 * what it is for, and how to make it again. It holds no clock and no path outside the workspace.
 */
export function modelCard(facts: CardFacts): string {
  const { definition, trained } = facts;
  const title = `# ${escapeMarkdown(`${definition.name} for ${trained.dataset}`)}`;
  const parts = [aboutModel(facts), aboutData(facts), aboutQuality(facts), aboutWeakness(facts), aboutUse(facts)];
  return `${[title, escapeMarkdown(definition.summary), ...parts, again(facts)].join('\n\n')}\n`;
}

function aboutModel({ definition, trained, files }: CardFacts): string {
  const rows = Object.entries(trained.parameters).map(([name, value]) => {
    // One of a model's parts, `svd.factors`, is the part's.
    const { default: usual, about } = parameterOf(definition, name, trained.parameters)!;
    return [name, String(value), value === usual ? '' : `instead of ${usual}`, about];
  });
  const fitted = trained.full
    ? 'on all ratings, for use'
    : 'on the training part alone, so that the held-out ratings can judge it';
  return `## The model

- Method: ${escapeMarkdown(definition.reference)}
- Fitted on ${count(trained.ratings)} ratings, ${fitted}; seed ${trained.seed}
${files.map(({ path, bytes, sha256 }) => `- ${inlineCode(path)}: ${count(bytes)} bytes, SHA-256 ${inlineCode(sha256)}`).join('\n')}

${table(['parameter', 'value', '', 'what it is'], rows)}`;
}

function aboutData({ ingested, cleaned }: CardFacts): string {
  const { after, scale, split, feedback, relevant, hasTimes } = cleaned;
  const parts = ['train', 'test', 'fold-in', 'unused']
    .map((name) => [name, Number(split[name])] as const)
    .filter(([, ratings]) => ratings > 0);
  const license =
    ingested.license ?? 'The source says nothing of a license: find out before you share anything made from it.';
  return `## The data

- ${count(after.ratings)} ${feedback === 'explicit' ? `ratings from ${scale.min} to ${scale.max}` : 'strengths made from events'} of ${count(after.movies)} films by ${count(after.users)} people (${(100 * after.density).toFixed(2)} % of all pairs)${hasTimes ? '' : ', without times'}
- Read as ${escapeMarkdown(ingested.source ?? 'unknown')}; ${count(ingested.rejected ?? 0)} rows could not be read
- Good is ${feedback === 'explicit' ? `a rating from ${relevant} on` : 'whatever was played or liked'}
- Split: ${split.name}, seed ${split.seed}: ${parts.map(([name, ratings]) => `${count(ratings)} ${name}`).join(', ')}
${cleaned.simulated ? '- **Simulated**: these people and their ratings were made by a program; nothing here says how real people would fare.\n' : ''}
License and terms of use, as the source gives them:

${license
  .split('\n')
  .map((line) => `> ${atLineStart(escapeMarkdown(line))}`.trimEnd())
  .join('\n')}`;
}

function aboutQuality({ evaluated, trained }: CardFacts): string {
  if (!evaluated) {
    return `## How good it is

Not evaluated yet, or fitted again since. Run: \`movierec eval --model ${trained.model}\``;
  }
  const { result, model } = evaluated;
  const rows = Object.entries(model.metrics).map(([key, estimate]) => {
    const name = key.split('@')[0];
    return [key, estimate.value.toFixed(4), interval(estimate), result.definitions[name]];
  });
  const place = result.ranking.models.find((ranked) => ranked.model === model.model);
  const shared = result.ranking.models
    .filter((other) => other.rank === place?.rank && other.model !== model.model)
    .map((other) => other.model);
  const rank =
    place && result.models.length > 1
      ? `\n\nAmong ${result.ranking.models.map((ranked) => ranked.model).join(', ')} it has rank ${place.rank} by ${result.ranking.by}${shared.length > 0 ? `, which it shares with ${shared.join(', ')}` : ''}; models that may be as good as each other share a rank (paired permutation tests, Holm's correction).`
      : '';
  return `## How good it is

On ${count(model.users)} people${model.pairs > 0 ? ` and ${count(model.pairs)} held-out ratings, ${count(model.fallback)} of them predicted by the film's general standing` : ''}${trained.full ? '; measured with the model that was fitted, with the same parameters, on the training part alone' : ''}.

${table(['figure', 'value', '95 % interval', 'definition'], rows)}${rank}`;
}

function aboutWeakness({ evaluated }: CardFacts): string {
  if (!evaluated) return '## Where it is weak\n\nUnknown before it is evaluated.';
  const { model } = evaluated;
  const isLowerBetter = (key: string): boolean => metricOfFigure(key).better === 'lower';
  const weak = weakSegments(model.segments, model.metrics, isLowerBetter);
  const named = weak.filter((one, at) => {
    const before = weak.slice(0, at).filter(({ kind, key }) => kind === one.kind && key === one.key);
    return before.length < mostOfAKind;
  });
  const rows = named.map(({ by, kind, name, people, key, figure, overall }) => [
    `${kind} by ${by}: ${name}`,
    count(people),
    key,
    `${figure.value.toFixed(4)} (${interval(figure)})`,
    overall.toFixed(4),
  ]);
  if (rows.length === 0) {
    return `## Where it is weak

No group of at least ${enough} people is served clearly worse than everyone, as far as ${count(model.users)} people can tell.`;
  }
  const more = weak.length > named.length ? `; the worst ${mostOfAKind} by each figure, ${weak.length} in all` : '';
  return `## Where it is weak

Groups whose interval lies wholly on the worse side of the figure for everyone${more}:

${table(['group', 'people', 'figure', 'there', 'for everyone'], rows)}`;
}

function aboutUse({ definition, trained }: CardFacts): string {
  const predicts = feedbackOf(definition, trained.parameters) === 'explicit';
  return `## What it is for

- For: ${predicts ? 'predicting what people would rate a film, and ' : ''}lists of films for people of this data set, and, by folding their ratings in, for new people like them.
- Not for: ${predicts ? '' : 'predicting ratings (it only ranks), '}films that nobody rated in training${definition.scoresUnrated ? '' : ' (it has no opinion on them; their general standing stands in)'}, decisions about people, and conclusions about audiences other than the one above.
${definition.impersonal ? '- It gives everyone the same order, but for what they have seen.\n' : ''}`.trimEnd();
}

function again({ trained, cleaning, evaluated }: CardFacts): string {
  const commands = [
    cleaning,
    trainingCommand(trained),
    `movierec eval --dataset ${trained.dataset} --model ${trained.model} --k ${(evaluated?.result.cutoffs ?? [10]).join(' ')}`,
  ];
  return `## To make it again\n\n${codeBlock(commands, 'sh')}`;
}

const count = (value: number): string => value.toLocaleString('en-US');

const interval = ({ low, high }: Estimate): string =>
  low === null || high === null ? '–' : `${low.toFixed(4)} to ${high.toFixed(4)}`;

/** A table of texts. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  markdownTable(
    head,
    rows.map((cells) => cells.map((cell) => escapeMarkdown(cell))),
  );
