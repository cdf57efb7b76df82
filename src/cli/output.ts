import Table from 'cli-table3';
import { Help } from 'commander';

/** How wide our output may be, in characters. */
const width = 100;
/** Something of the last column is shown even beside wide ones. */
const leastWidth = 30;

/** Text in lines that are not too wide; a line break stays one. */
export const wrapped = (text: string, columns = width): string => new Help().boxWrap(text, Math.max(columns, 40));

const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/**
 * Cells in columns, numbers (columns named in `right`) to the right; no lines, so that it can be cut and pasted. Where
 * it would be too wide the last column is wrapped.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const grid = new Table({
    head: [...head],
    colAligns: head.map((name) => (right.includes(name) ? 'right' : 'left')),
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  const others = head.slice(0, -1).map((name, at) => Math.max(name.length, ...rows.map((row) => row[at].length)) + 2);
  const rest = width - others.reduce((sum, each) => sum + each, 0);
  grid.push(...rows.map((row) => [...row.slice(0, -1), wrapped(row.at(-1) ?? '', Math.max(rest, leastWidth))]));
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
  simulated ? '\nSimulated audience: the films are real, the people are not.\n' : '';

export const freshNote = ({ fresh }: { fresh?: true }): string => (fresh ? ' (fresh: nothing has changed)' : '');
