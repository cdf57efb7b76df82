import Table from 'cli-table3';

const borderless = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '' },
  ...{ 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** Cells in columns, numbers (columns named in `right`) to the right; no lines, so that it can be cut and pasted. */
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
  grid.push(...rows.map((row) => [...row]));
  return grid.toString().replace(/ +$/gm, '');
}

/** 1234567 as 1,234,567. */
export const whole = (value: number): string => value.toLocaleString('en-US');

/** So many decimals, and a dash where there is no number. */
export const decimal = (value: number | null | undefined, digits = 3): string =>
  value === null || value === undefined ? '–' : value.toFixed(digits);

export const seconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} s`;

/** Everything made from a simulated audience says so. */
export const simulatedNote = (simulated: boolean): string =>
  simulated ? '\nSimulated audience: the films are real, the people are not.\n' : '';

export const freshNote = ({ fresh }: { fresh?: true }): string => (fresh ? ' (fresh: nothing has changed)' : '');
