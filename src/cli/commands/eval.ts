import { splitNames } from '../../dataset/splits/registry.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import { evaluate, type EvaluateResult, type ModelEvaluation } from '../../stages/evaluate.ts';
import { defineCommand } from '../cli-command.ts';
import { counted, decimal, freshNote, simulatedNote, table, whole, wrapped } from '../output.ts';
import { integer, real } from '../numbers.ts';
import { parseSettings } from '../parse-settings.ts';

export const evalCommand = defineCommand({
  examples: [
    'movierec eval --k 10',
    'movierec eval --model svd ease --k 20',
    'movierec eval --protocol kfold --folds 5 --model svd --set factors=100',
  ],
  configure(command) {
    command
      .option('--model <name...>', 'the models (default: every trained one)')
      .option('--k <n>', 'the length of the lists (default: 10)', integer(1))
      .option('--protocol <name>', `fit afresh on another split: ${splitNames.join(', ')}`)
      .option('--folds <n>', 'how many folds kfold has (default: 5)', integer(2, 100))
      .option('--test <share>', 'which share is held out, with --protocol (default: 0.2)', real(0, 1))
      .option('--relevant <rating>', 'from which rating on a film counts as good (default: 80 % of the top)', real())
      .option('--set <name=value...>', 'parameters for --protocol; model.name=value where there are several models');
  },
  run({ workspace, dataset, force, options }, context) {
    const { model: models, k, protocol, folds, test, relevant, set = [] } = options;
    const parameters = parseSettings(set as string[], (models as string[] | undefined) ?? []);
    return evaluate({ workspace, dataset, force, models, k, protocol, folds, test, relevant, parameters }, context);
  },
  show(result) {
    const { models, k, split, relevant, reference } = result;
    const afresh =
      split.fitted === 'afresh' ? `, fitted afresh ${split.rounds > 1 ? `${split.rounds} times` : 'once'}` : '';
    return `Evaluated on ${result.dataset}: split ${split.name} with seed ${split.seed}${afresh}${freshNote(result)}
${simulatedNote(result.simulated)}
${figures(result)}
${reference ? `\nPredicting the mean for everything: RMSE ${decimal(reference.rmse.value)}, MAE ${decimal(reference.mae.value)}.` : ''}
${wrapped(`Lists of ${k} out of all films with a training rating that the person has not rated; good is ${reference ? `a rating from ${Number(relevant.toPrecision(3))} on` : 'whatever was played or liked'}.`)}
${wrapped(caveats(models).join('\n'))}
${tests(result)}
Definitions and all figures: ${result.path}/evaluation.json`;
  },
});

/** With so many models beside each other the intervals still fit on a page. */
const mostColumns = 4;

/**
 * The figures: of a few models one column each, with the half-width of their 95 % intervals; of many one row each, the
 * best list first.
 */
function figures({ models, definitions, k }: EvaluateResult): string {
  const order = Object.keys(definitions);
  const place = (key: string): number => order.indexOf(key.split('@')[0]);
  const found = new Set(models.flatMap(({ metrics }) => Object.keys(metrics)));
  const keys = [...found].sort((a, b) => place(a) - place(b));
  if (models.length <= mostColumns) {
    const rows = keys.map((key) => [key, ...models.map(({ metrics }) => shown(metrics[key]))]);
    const names = models.map(({ model }) => model);
    return table(['', ...names], rows, names);
  }
  const rank = ({ metrics }: ModelEvaluation): number => metrics[`ndcg@${k}`]?.value ?? -1;
  const rows = models
    .toSorted((a, b) => rank(b) - rank(a))
    .map(({ model, metrics }) => [model, ...keys.map((key) => decimal(metrics[key]?.value))]);
  return table(['model', ...keys], rows, keys);
}

function shown(estimate: Estimate | undefined): string {
  if (!estimate) return '–';
  const { value, low, high } = estimate;
  if (low === null || high === null) return decimal(value, 4);
  return `${decimal(value, 4)} ± ${decimal((high - low) / 2, 4)}`;
}

/** What to know of the figures, once for all models that it holds for. */
function caveats(models: readonly ModelEvaluation[]): string[] {
  const byText = new Map<string, string[]>();
  for (const model of models) {
    const text = caveatsOf(model);
    byText.set(text, [...(byText.get(text) ?? []), model.model]);
  }
  return [...byText].map(([text, names]) => `${names.join(', ')}: ${text}.`);
}

function caveatsOf({ users, pairs, fallback, withoutRelevant, unreachable }: ModelEvaluation): string {
  const notes = [
    pairs > 0
      ? `${whole(pairs)} ratings predicted, ${whole(fallback)} of them not by the model itself`
      : 'no ratings predicted: it only ranks',
    ...(withoutRelevant > 0 ? [`${counted(withoutRelevant, 'list')} skipped for want of a good held-out film`] : []),
    ...(unreachable > 0
      ? [`${counted(unreachable, 'good held-out film')} out of reach, as nobody rated them in training`]
      : []),
  ];
  return `${whole(users)} people; ${notes.join('; ')}`;
}

/** Which models are really behind the best, and which may be as good. */
function tests({ comparisons, k }: EvaluateResult): string {
  return comparisons
    .map(({ model, with: best, metrics }) => {
      const test = metrics[`ndcg@${k}`];
      if (!test) return '';
      const p = test.pValue < 0.001 ? 'p < .001' : `p = ${test.pValue.toFixed(3)}`;
      const verdict = test.pValue < 0.05 ? 'a real difference' : 'could be chance';
      return `NDCG@${k} of ${model} is ${decimal(-test.difference, 4)} below ${best}'s (${p}): ${verdict}.`;
    })
    .filter(Boolean)
    .join('\n');
}
