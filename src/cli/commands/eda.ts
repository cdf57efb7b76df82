import { eda } from '../../stages/eda.ts';
import { defineCommand } from '../cli-command.ts';
import { counted, freshNote, simulatedNote, wrapped } from '../output.ts';

export const edaCommand = defineCommand({
  examples: ['movierec eda', 'movierec eda --dataset ml-latest-small --json'],
  configure() {
    // It has no options of its own.
  },
  run: ({ workspace, dataset, force }, context) => eda({ workspace, dataset, force }, context),
  show(result) {
    const findings = result.charts.map(({ title }) => wrapped(`- ${title}`)).join('\n');
    const missing = result.leftOut.map(({ name, why }) => wrapped(`- ${name}: ${why}`)).join('\n');
    return `What ${result.dataset} looks like${freshNote(result)}
${simulatedNote(result.simulated)}
${findings}
${missing && `\nLeft out:\n${missing}\n`}
${counted(result.charts.length, 'chart')}: ${result.path}
Open ${result.page} in a browser.`;
  },
});
