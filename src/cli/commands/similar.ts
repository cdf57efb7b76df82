import { similar } from '../../stages/similar.ts';
import { defineCommand } from '../cli-command.ts';
import { addFilterOptions, filtersIn } from '../filter-options.ts';
import { decimal, simulatedNote, table } from '../output.ts';
import { integer } from '../numbers.ts';

export const similarCommand = defineCommand({
  examples: ['movierec similar --movie "Toy Story (1995)"', 'movierec similar --movie 1 --model ease --k 5'],
  configure(command) {
    command
      .requiredOption('--movie <film>', 'an id or a title')
      .option('--k <n>', 'how many films (default: 10)', integer(1))
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)');
    addFilterOptions(command);
  },
  async run({ workspace, dataset, options }, context) {
    const { movie, k, model } = options;
    return similar({ workspace, dataset, movie: movie as string, k, model, ...(await filtersIn(options)) }, context);
  },
  show({ title, dataset, model, simulated, items }) {
    const rows = items.map((item, at) => [String(at + 1), decimal(item.score), item.title]);
    return `Most like ${title} of ${dataset}, by ${model}:
${simulatedNote(simulated)}
${table(['', 'likeness', 'film'], rows, ['', 'likeness'])}`;
  },
});
