import type { ReproducedPart } from './reproduce-part.ts';

/** The columns of a study's table, and those that hold numbers. */
export const studyHead = ['model', 'settings', 'figure', 'published', 'ours', 'difference', ''];
export const numberColumns = ['published', 'ours', 'difference'];

/** A line for each figure; of rows that were left out, those that were published. */
export const studyLines = ({ rows, tolerance }: ReproducedPart): string[][] =>
  rows.flatMap(({ title, settings, figures, leftOut }) => {
    const shown = leftOut === null ? figures : figures.filter(({ published }) => published !== null);
    return shown.map(({ key, published, ours, difference, verdict }, at) => [
      at === 0 ? title : '',
      at > 0 || settings === null ? '' : settings === 'paper' ? "the paper's" : 'ours',
      key,
      published === null ? '–' : String(published),
      ours === null ? '–' : withHalfWidth(ours),
      difference === null ? '–' : signed(difference),
      leftOut !== null ? 'left out' : verdict === null ? '' : verdict === 'within' ? `within ${tolerance}` : verdict,
    ]);
  });

/** What was left out and why, a sentence for each row. */
export const leftOutLines = ({ rows }: ReproducedPart): string[] =>
  rows.flatMap(({ title, leftOut }) => (leftOut === null ? [] : [`${title}: ${leftOut}.`]));

/** What a reader of a part's figures should know: notes of rows that ran, and where published figures come from. */
export function notesOn({ rows, remarks }: ReproducedPart): string[] {
  const notes = rows.flatMap(({ title, note, leftOut }) => (note && leftOut === null ? [`${title}: ${note}`] : []));
  const sources = [...new Set(rows.flatMap(({ source }) => source ?? []))];
  const titles = (source: string): string =>
    [...new Set(rows.filter((row) => row.source === source).map(({ title }) => title))].join(', ');
  const from = sources.map((source) => (sources.length === 1 ? `${source}.` : `${titles(source)}: ${source}.`));
  return [...remarks, ...new Set(notes), ...(from.length > 0 ? [`Published: ${from.join(' ')}`] : [])];
}

function withHalfWidth({ value, low, high }: { value: number; low: number | null; high: number | null }): string {
  return low === null || high === null ? value.toFixed(4) : `${value.toFixed(4)} ± ${((high - low) / 2).toFixed(4)}`;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
