import { splitNames } from '../../dataset/splits/registry.ts';
import { evaluate, type EvaluateResult } from '../../stages/evaluate.ts';
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
${wrapped(models.map(caveats).join('\n'))}
${tests(result)}
Definitions and all figures: ${result.path}/evaluation.json`;
  },
});

/** One column a model: its figures with the half-width of their 95 % intervals. */
function figures({ models, definitions }: EvaluateResult): string {
  const order = Object.keys(definitions);
  const place = (key: string): number => order.indexOf(key.split('@')[0]);
  const found = new Set(models.flatMap(({ metrics }) => Object.keys(metrics)));
  const keys = [...found].sort((a, b) => place(a) - place(b));
  const rows = keys.map((key) => [
    key,
    ...models.map(({ metrics }) => {
      const estimate = metrics[key];
      if (!estimate) return '–';
      const { value, low, high } = estimate;
      return low === null || high === null
        ? decimal(value, 4)
        : `${decimal(value, 4)} ± ${decimal((high - low) / 2, 4)}`;
    }),
  ]);
  const names = models.map(({ model }) => model);
  return table(['', ...names], rows, names);
}

function caveats({
  model,
  users,
  pairs,
  fallback,
  withoutRelevant,
  unreachable,
}: EvaluateResult['models'][number]): string {
  const notes = [
    pairs > 0
      ? `${whole(pairs)} ratings predicted, ${whole(fallback)} of them not by the model itself`
      : 'no ratings predicted: it only ranks',
    ...(withoutRelevant > 0 ? [`${counted(withoutRelevant, 'list')} skipped for want of a good held-out film`] : []),
    ...(unreachable > 0
      ? [`${counted(unreachable, 'good held-out film')} out of reach, as nobody rated them in training`]
      : []),
  ];
  return `${model}: ${whole(users)} people; ${notes.join('; ')}.`;
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
