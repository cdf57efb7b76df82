import Table from 'cli-table3';
import { Help } from 'commander';
import { wrapText } from '../charts/wrap-text.ts';

/** How wide our output may be, in characters. */
const width = 100;
/** No column but the last becomes wider, and the last has room for some words beside it. */
const widest = 56;
const narrowest = 40;
/** A longer table is not laid out but separated by tabs. */
const mostRows = 2000;

/** Text in lines that are not too wide; a line break stays one. */
export const wrapped = (text: string, columns = width): string => new Help().boxWrap(text, columns);

/** Sentences below each other, each behind a dash or, `numbered`, a number; no line begins with a percent sign. */
export const listed = (
  sentences: readonly string[],
  { columns = width, numbered = false }: { columns?: number | undefined; numbered?: boolean } = {},
): string =>
  sentences
    .map((sentence, at) => {
      const mark = numbered ? `${at + 1}. ` : '- ';
      return mark + wrapText(sentence, columns - mark.length).join(`\n${' '.repeat(mark.length)}`);
    })
    .join('\n');

const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/**
 * Cells in columns, numbers (columns named in `right`) to the right; no lines, so that it can be cut and pasted. Where
 * it would be too wide its cells are wrapped.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  // Laying out takes time quadratic in rows; so many are for a program or a spreadsheet.
  if (rows.length > mostRows) return [head, ...rows].map((row) => row.join('\t')).join('\n');
  const grid = new Table({
    head: [...head],
    colAligns: head.map((name) => (right.includes(name) ? 'right' : 'left')),
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  const last = head.length - 1;
  const taken = head.slice(0, last).map((name, at) => {
    const needed = rows.reduce((most, row) => Math.max(most, row[at].length), name.length);
    return Math.min(needed, widest) + 2;
  });
  const rest = Math.max(width - taken.reduce((sum, each) => sum + each, 0), narrowest);
  for (const row of rows) grid.push(row.map((cell, at) => wrapped(cell, at < last ? widest : rest)));
  return grid.toString().replace(/ +$/gm, '');
}

/** 1234567 as 1,234,567. */
export const whole = (value: number): string => value.toLocaleString('en-US');

/** So many decimals, and a dash where there is no number. */
export const decimal = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? '–' : value.toFixed(digits);

/** A score: two decimals where scores are like ratings, three digits where they are small. */
export const shownScore = (value: number): string =>
  Math.abs(value) < 0.995 ? value.toPrecision(3) : value.toFixed(2);

/** 1 film, 2 films; 1 person, 2 people. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole(count)} ${count === 1 ? one : many}`;

export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} s`;

/** Everything made from a simulated audience says so. */
export const simulatedNote = (simulated: boolean): string =>
  simulated ? '\nSimulated audience: these people, and their ratings, were made by a program.\n' : '';

export const freshNote = ({ fresh }: { fresh?: true }): string => (fresh ? ' (fresh: nothing has changed)' : '');
