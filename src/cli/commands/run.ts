import { run, type RunResult } from '../../stages/run.ts';
import { defineCommand } from '../cli-command.ts';
import { decimal, seconds, simulatedNote, table } from '../output.ts';
import { shellWord } from '../shell-word.ts';

export const runCommand = defineCommand({
  examples: ['movierec run', 'movierec run --dataset ml-latest-small', 'movierec run --config movierec.yaml --force'],
  needs: ['raw'],
  configure() {
    // All it needs is in movierec.yaml.
  },
  run: ({ workspace, dataset, force, options }, context) =>
    run({ workspace, dataset, force, config: options['config'] as string | undefined }, context),
  show: (result) => `${showRun(result)}

Next: open ${result.report.page}, and movierec recommend --user ${shellWord(result.clean.exampleUser)}`,
});

/** What was done, how the models compare, and which was chosen. */
export function showRun({ dataset, simulated, evaluation, chosen, steps }: RunResult): string {
  const [k] = evaluation.cutoffs;
  const keys = ['rmse', `precision@${k}`, `recall@${k}`, `ndcg@${k}`, `coverage@${k}`];
  const rows = evaluation.models.map(({ model, metrics }) => [
    model === chosen.model ? `${model} *` : model,
    ...keys.map((key) => decimal(metrics[key]?.value)),
  ]);
  const done = steps.map((step) => [step.step, step.fresh ? 'fresh' : seconds(step.seconds)]);
  return `Ran ${dataset}
${simulatedNote(simulated)}
${table(['step', 'time'], done, ['time'])}

${table(['model', ...keys], rows, keys)}

* chosen by ${chosen.metric}, refitted on all ratings: ${chosen.path}${asGood(evaluation, chosen)}`;
}

/** Which models may be as good as the chosen one. */
function asGood({ ranking }: RunResult['evaluation'], { model, metric }: RunResult['chosen']): string {
  const others = ranking.models.filter((ranked) => ranked.rank === 1 && ranked.model !== model);
  if (ranking.by !== metric || others.length === 0) return '';
  return `\n  ${others.map((ranked) => ranked.model).join(', ')} may be as good (paired tests).`;
}
