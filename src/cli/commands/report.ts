import { report } from '../../stages/report.ts';
import { defineCommand } from '../cli-command.ts';
import { freshNote, listed, simulatedNote } from '../output.ts';
import { integer } from '../numbers.ts';

export const reportCommand = defineCommand({
  examples: ['movierec report', 'movierec report --pdf', 'movierec report --format md --model ease'],
  configure(command) {
    command
      .option('--model <name>', 'the model that it is about (default: the one chosen by run, else the best)')
      .option(
        '--k <n>',
        'how long the lists are that are judged (default: as in the last evaluation, else 10)',
        integer(1),
      )
      .option('--format <name...>', 'formats besides HTML: md (for a wiki), pdf; kept up to date from then on')
      .option('--pdf', 'the same as --format pdf');
  },
  run({ workspace, dataset, force, options }, context) {
    const { model, k, format = [], pdf } = options;
    return report({ workspace, dataset, force, model, k, format: pdf ? [...format, 'pdf'] : format }, context);
  },
  show(result) {
    const sentences = listed(result.summary, { numbered: true });
    const others = result.files.filter(({ path }) => path === 'report.md').map(({ path }) => `${result.path}/${path}`);
    const more = [...(result.pdf ? [result.pdf] : []), ...others].map((path) => `\nAlso: ${path}`).join('');
    return `Reported on ${result.dataset}, model ${result.model}${freshNote(result)}
${simulatedNote(result.simulated)}
${sentences}

Open ${result.page} in a browser.${more}`;
  },
});
