import type { Fresh } from '../../artifacts/run-stage.ts';
import { eda, type EdaChartLeftOut, type EdaResult } from '../../stages/eda.ts';
import { outlineDataset, type DatasetOutline } from '../../stages/outline-dataset.ts';
import { barChart } from '../bar-chart.ts';
import { defineCommand } from '../cli-command.ts';
import { addEngineOptions, engineIn } from '../engine-options.ts';
import { counted, freshNote, listed, simulatedNote, wrapped } from '../output.ts';
import { terminalLook } from '../terminal-look.ts';

export const edaCommand = defineCommand<Fresh<EdaResult> | DatasetOutline>({
  examples: [
    'movierec eda',
    'movierec eda --terminal',
    'movierec eda --dataset ml-latest-small --json',
    'movierec eda --engine spark --master spark://HOST:7077 --from s3a://BUCKET/data/processed/SET',
  ],
  configure(command) {
    command.option('--terminal', 'draw the ratings, the people and the long tail here, as text; write no files');
    command.option('--from <address>', 'a cleaned data set outside of the workspace, for a cluster: s3a://…, hdfs://…');
    addEngineOptions(command);
  },
  run({ workspace, dataset, force, options }, context) {
    const from = options['from'] as string | undefined;
    const source = { workspace, dataset, from, ...engineIn(options) };
    return options['terminal'] ? outlineDataset(source, context) : eda({ ...source, force }, context);
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
