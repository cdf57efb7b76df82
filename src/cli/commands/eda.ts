import type { Fresh } from '../../artifacts/run-stage.ts';
import { eda, type EdaChartLeftOut, type EdaResult } from '../../stages/eda.ts';
import { outlineDataset, type DatasetOutline } from '../../stages/outline-dataset.ts';
import { barChart } from '../bar-chart.ts';
import { defineCommand } from '../cli-command.ts';
import { counted, freshNote, listed, simulatedNote, wrapped } from '../output.ts';
import { terminalLook } from '../terminal-look.ts';

export const edaCommand = defineCommand<Fresh<EdaResult> | DatasetOutline>({
  examples: ['movierec eda', 'movierec eda --terminal', 'movierec eda --dataset ml-latest-small --json'],
  configure(command) {
    command.option('--terminal', 'draw the ratings, the people and the long tail here, as text; write no files');
  },
  run({ workspace, dataset, force, options }, context) {
    return options['terminal']
      ? outlineDataset({ workspace, dataset }, context)
      : eda({ workspace, dataset, force }, context);
  },
  show: (result) => ('tallies' in result ? drawn(result) : written(result)),
});

function written(result: Fresh<EdaResult>): string {
  const findings = listed(result.charts.map(({ title }) => title));
  return `What ${result.dataset} looks like${freshNote(result)}
${simulatedNote(result.simulated)}
${findings}
${missing(result.leftOut)}
${counted(result.charts.length, 'chart')}: ${result.path}
Open ${result.page} in a browser.`;
}

function drawn({ dataset, simulated, sentences, tallies, leftOut }: DatasetOutline): string {
  const look = terminalLook();
  const charts = tallies.map((tally) => `${wrapped(`${tally.title}.`, look.width)}\n\n${barChart(tally, look)}\n`);
  return `What ${dataset} looks like
${simulatedNote(simulated)}
${wrapped(sentences.join(' '), look.width)}

${charts.join('\n')}${missing(leftOut, look.width)}`;
}

const missing = (leftOut: readonly EdaChartLeftOut[], columns?: number): string =>
  leftOut.length > 0
    ? `
Left out:
${listed(
  leftOut.map(({ name, why }) => `${name}: ${why}`),
  { columns },
)}
`
    : '';
