import type { Estimate } from '../../evaluation/measure.ts';
import type { BenchmarkResult, BenchmarkRow } from '../benchmark.ts';

/** A benchmark as a table in Markdown: models that predict ratings, models that only rank, and what failed. */
export function benchmarkTable(result: BenchmarkResult): string {
  const { dataset, simulated, ratings, split, k, threads, rows } = result;
  const head = ['model', 'RMSE', `NDCG@${k}`, `recall@${k}`, 'fit, s', 'peak MB', 'model MB'];
  const measured = rows.filter(({ measured }) => measured);
  const part = (feedback: BenchmarkRow['feedback']): string[][] =>
    measured.filter((row) => row.feedback === feedback).map((row) => cells(row, k));
  const tables = (['explicit', 'implicit'] as const)
    .map((feedback) => ({ feedback, body: part(feedback) }))
    .filter(({ body }) => body.length > 0)
    .map(({ feedback, body }) => {
      const title = feedback === 'explicit' ? 'Models that predict ratings, by RMSE' : `Models that rank, by NDCG@${k}`;
      return `${title}:\n\n${markdown(head, body)}`;
    });
  const failed = rows.flatMap(({ model, error }) => (error === undefined ? [] : [`- ${model}: ${error}`]));
  return [
    `${dataset}${simulated ? ' (simulated)' : ''}, ${ratings.toLocaleString('en-US')} ratings, split ${split.name} with seed ` +
      `${split.seed}, ${threads} threads. ± is half of the 95 % interval over people. Peak memory is that of the whole process.`,
    ...tables,
    ...(failed.length > 0 ? [`Not measured:\n\n${failed.join('\n')}`] : []),
  ].join('\n\n');
}

/** The name of a row: the model and what it was set to. */
export const labelOf = ({ model, options }: Pick<BenchmarkRow, 'model' | 'options'>): string =>
  [model, ...Object.entries(options).map(([name, value]) => `${name}=${value}`)].join(' ');

/** The figures of a row, as they are shown. */
export function figuresOf({ measured }: BenchmarkRow, k: number): string[] {
  if (!measured) return [];
  const { metrics, seconds, peakMemory, bytes } = measured;
  return [
    withInterval(metrics['rmse']),
    withInterval(metrics[`ndcg@${k}`]),
    withInterval(metrics[`recall@${k}`]),
    seconds.toFixed(seconds < 10 ? 2 : 0),
    (peakMemory / 1e6).toFixed(0),
    (bytes / 1e6).toPrecision(2),
  ];
}

const cells = (row: BenchmarkRow, k: number): string[] => [`\`${labelOf(row)}\``, ...figuresOf(row, k)];

function withInterval(estimate: Estimate | undefined): string {
  if (!estimate) return '–';
  const { value, low, high } = estimate;
  const half = low === null || high === null ? '' : ` ± ${((high - low) / 2).toFixed(4)}`;
  return `${value.toFixed(4)}${half}`;
}

/** Columns of equal width, so that it reads as text, too; all but the first to the right. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at].length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(' | ')} |`;
  const rule = widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
