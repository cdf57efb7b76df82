import { splitNames } from '../../dataset/splits/registry.ts';
import { MovierecError } from '../../errors.ts';
import { modelNames } from '../../models/registry.ts';
import { tune, type TuneResult } from '../../stages/tune.ts';
import { fewestTrials } from '../../tuning/importance.ts';
import type { Trial } from '../../tuning/trial.ts';
import { searchNames } from '../../tuning/registry.ts';
import { defineCommand } from '../cli-command.ts';
import { integer, real } from '../numbers.ts';
import { counted, decimal, freshNote, seconds, simulatedNote, table, wrapped } from '../output.ts';
import { parseSettings } from '../parse-settings.ts';

export const tuneCommand = defineCommand({
  examples: [
    'movierec tune --model svd --trials 40',
    'movierec tune --model item-knn --metric ndcg@10 --set objective=ranking',
    'movierec tune --model als --space factors=16..128 ridge=0.01..0.2 --protocol kfold',
  ],
  configure(command) {
    command
      .requiredOption('--model <name>', `the model: ${modelNames.join(', ')}`)
      .option('--trials <n>', 'how many settings to try (default: 30)', integer(1))
      .option('--metric <name>', 'what to judge by, such as ndcg@10 (default: rmse, or ndcg@10 for what only ranks)')
      .option('--search <name>', `how to choose the next setting: ${searchNames.join(', ')} (default: tpe)`)
      .option('--set <name=value...>', 'parameters that are not searched')
      .option('--space <name=range...>', 'ranges to search: name=LOW..HIGH, or name=ONE,OTHER')
      .option('--protocol <name>', `how to split the training ratings again: ${splitNames.join(', ')}`)
      .option('--folds <n>', 'how many folds kfold has (default: 5)', integer(2, 100))
      .option('--test <share>', 'which share of the training ratings judges (default: 0.2)', real(0, 1))
      .option('--parallel <n>', 'how many trials run at once (default: as many as threads, up to 4)', integer(1, 256))
      .option('--patience <n>', 'stop when so many trials in a row brought nothing better', integer(1))
      .option('--no-train', 'do not fit and save a model with the best parameters');
  },
  run({ workspace, dataset, force, options }, context) {
    const { model, trials, metric, search, protocol, folds, test, parallel, patience, train } = options;
    const parameters = parseSettings((options['set'] as string[] | undefined) ?? [], [model as string])[model] ?? {};
    const space = parseSpace((options['space'] as string[] | undefined) ?? []);
    const asked = { model, trials, metric, search, protocol, folds, test, parallel, patience, train };
    return tune({ workspace, dataset, force, parameters, space, ...asked }, context);
  },
  show(result) {
    const { model, dataset, search, metric, trials, total, remark, stopped, resumed } = result;
    const { split, path, trained, parameters } = result;
    const all = `${counted(total, 'trial')}${remark === null ? '' : ` (${remark})`}`;
    const count = stopped ? `${trials.length} of ${all}, then stopped` : all;
    const before = resumed > 0 && resumed < trials.length ? `, ${resumed} of them from before` : '';
    const settings = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
    const next = trained
      ? `movierec eval --model ${model}`
      : `movierec train --model ${model} --set ${settings.join(' ')}`;
    return `Tuned ${model} on ${dataset} for ${metric} by ${search}: ${count}${before}${freshNote(result)}
${simulatedNote(result.simulated)}
${comparison(result)}

${ranking(result)}

${whatMattered(result)}

${wrapped(`Judged on a part of the training ratings (split ${split.protocol} with seed ${result.seed}); the held-out test ratings were not loaded. The best of many figures owes something to chance: the one to report is that of movierec eval.`)}
${path}/ holds trials.jsonl, best.json${result.charts.length > 0 ? ' and charts' : ''}.${trained ? `\nTrained with the best parameters: ${trained}` : ''}

Next: ${next}`;
  },
});

/** Reads `--space name=range …`; what the range has to be is the model's to say. */
function parseSpace(ranges: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    ranges.map((text) => {
      const [name, ...range] = text.split('=');
      if (name && range.length > 0) return [name, range.join('=')];
      throw new MovierecError('USAGE', `"${text}" is no range.`, 'Write --space factors=16..128');
    }),
  );
}

/** Whether the search gave some trials fewer epochs than others. */
const hasVariedEpochs = ({ searched, trials }: TuneResult): boolean =>
  !searched.includes('epochs') && new Set(trials.map(({ parameters }) => parameters['epochs'])).size > 1;

/** The parameters in which trials differ. */
const shownParameters = (result: TuneResult): readonly string[] =>
  hasVariedEpochs(result) ? [...result.searched, 'epochs'] : result.searched;

/** The best parameters beside those that the search began with, and what both came to. */
function comparison(result: TuneResult): string {
  const { best, start, startsWithDefaults, metric } = result;
  const rows = shownParameters(result).map((name) => [
    name,
    ...[best, start].map(({ parameters }) => shortened(parameters[name])),
  ]);
  const columns = ['best', startsWithDefaults ? 'defaults' : 'start'];
  return table(['', ...columns], [...rows, [metric, figureOf(best), figureOf(start)]], columns);
}

/** How many of the best trials are shown. */
const shownTrials = 10;

function ranking(result: TuneResult): string {
  const { trials, better, metric } = result;
  const sign = better === 'higher' ? -1 : 1;
  const worked = trials.filter(({ value }) => value !== null);
  const sorted = worked.toSorted((a, b) => sign * (a.value! - b.value!));
  const shown = shownParameters(result);
  const rows = sorted
    .slice(0, shownTrials)
    .map((trial) => [
      String(trial.trial),
      figureOf(trial),
      ...shown.map((name) => shortened(trial.parameters[name])),
      seconds(trial.seconds),
    ]);
  const head = ['trial', metric, ...shown, 'time'];
  const failed = trials.filter(({ value }) => value === null);
  const reasons = [...new Set(failed.map((trial) => trial.failed))].join(', ');
  const note = failed.length > 0 ? `\n${counted(failed.length, 'trial')} failed: ${reasons}.` : '';
  return `${table(head, rows, head)}${note}`;
}

function whatMattered(result: TuneResult): string {
  const { importance: parameters, metric } = result;
  if (!parameters) {
    const alike = hasVariedEpochs(result) ? ' with as many epochs' : '';
    return `Too few trials to say what mattered: it takes ${fewestTrials}${alike} that gave a figure.`;
  }
  const rows = parameters
    .toSorted((a, b) => b.share - a.share)
    .map(({ name, share, best }) => [
      name,
      `${(100 * share).toFixed(0)} %`,
      '▇'.repeat(Math.round(20 * share)),
      [...new Set(best.map(shortened))].join(typeof best[0] === 'number' ? ' to ' : ', '),
    ]);
  const title = `What mattered: how much of the differences in ${metric} each parameter explains by itself, and where the best quarter of trials has it`;
  return `${wrapped(title)}\n${table(['parameter', 'share', '', 'best'], rows, ['share'])}`;
}

function figureOf({ value, low, high }: Trial): string {
  const half = low === null || high === null ? '' : ` ± ${decimal((high - low) / 2, 4)}`;
  return `${decimal(value, 4)}${half}`;
}

const shortened = (value: number | string | boolean): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value);
