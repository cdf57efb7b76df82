import { benchmark } from '../../stages/benchmark.ts';
import { figuresOf, labelOf } from '../../stages/benchmark/benchmark-table.ts';
import { defineCommand } from '../cli-command.ts';
import { integer } from '../numbers.ts';
import { simulatedNote, table, wrapped } from '../output.ts';
import { parseSettings } from '../parse-settings.ts';

export const benchmarkCommand = defineCommand({
  examples: [
    'movierec benchmark',
    'movierec benchmark svd svdpp bfm --k 20',
    'movierec benchmark svd ease --set svd.factors=100',
  ],
  configure(command) {
    command
      .argument('[models...]', 'the models (default: every one there is)')
      .option('--k <n>', 'the length of the lists that are judged (default: 10)', integer(1))
      .option('--set <name=value...>', 'parameters; model.name=value where there are several models');
  },
  run({ workspace, dataset, force, operands, options }, context) {
    const models = operands.length > 0 ? [...new Set(operands)] : undefined;
    const parameters = parseSettings((options['set'] as string[] | undefined) ?? [], models ?? []);
    return benchmark({ workspace, dataset, force, models, k: options['k'] as number | undefined, parameters }, context);
  },
  show(result) {
    const { dataset, simulated, split, k, threads, rows, path } = result;
    const right = ['rmse', `ndcg@${k}`, `recall@${k}`, 'fit, s', 'peak MB', 'model MB'];
    const measured = rows.filter(({ measured }) => measured).map((row) => [labelOf(row), ...figuresOf(row, k)]);
    const failed = rows.flatMap(({ model, error }) => (error === undefined ? [] : [wrapped(`  ${model}: ${error}`)]));
    return `All on ${dataset}: split ${split.name} with seed ${split.seed}, ${threads} threads, a process for each model
${simulatedNote(simulated)}
${table(['model', ...right], measured, right)}
${failed.length > 0 ? `\nNot measured:\n${failed.join('\n')}\n` : ''}
± is half of the 95 % interval over people; peak MB is the memory of the whole process.
As Markdown: ${path}

Next: movierec compare MODEL MODEL (for trained models: is the one really better?)`;
  },
});
