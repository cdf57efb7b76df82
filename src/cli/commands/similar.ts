import { similar } from '../../stages/similar.ts';
import { defineCommand } from '../cli-command.ts';
import { decimal, simulatedNote, table } from '../output.ts';
import { integer } from '../numbers.ts';

export const similarCommand = defineCommand({
  examples: ['movierec similar --movie "Toy Story (1995)"', 'movierec similar --movie 1 --model ease --k 5'],
  configure(command) {
    command
      .requiredOption('--movie <film>', 'an id or a title')
      .option('--k <n>', 'how many films (default: 10)', integer(1))
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .option('--genre <name>', 'only films of a genre')
      .option('--year <range>', 'only films of a year or of years: 1994, 1990..1999');
  },
  run({ workspace, dataset, options }, context) {
    const { movie, k, model, genre, year } = options;
    return similar({ workspace, dataset, movie: movie as string, k, model, genre, year }, context);
  },
  show({ title, dataset, model, simulated, items }) {
    const rows = items.map((item, at) => [String(at + 1), decimal(item.score), item.title]);
    return `Most like ${title} of ${dataset}, by ${model}:
${simulatedNote(simulated)}
${table(['', 'likeness', 'film'], rows, ['', 'likeness'])}`;
  },
});
