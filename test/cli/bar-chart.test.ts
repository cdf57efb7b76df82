import { expect, test } from 'vitest';
import { barChart } from '../../src/cli/bar-chart.ts';
import { terminalLook } from '../../src/cli/terminal-look.ts';
import type { Tally } from '../../src/stages/eda/tally.ts';
import { copyOfPrepared } from '../fixtures/cli/workspaces.ts';
import { movierec } from '../fixtures/cli/movierec.ts';
import { snapshot } from '../fixtures/cli/snapshot.ts';

const plain = { width: 80, colors: false, unicode: true };
const tally: Tally = {
  name: 'rating-distribution',
  title: 'Most are good',
  by: 'rating',
  of: 'ratings',
  total: 100,
  bars: [
    { name: '1', count: 0 },
    { name: '2–3', count: 20 },
    { name: '4', count: 80 },
  ],
};

test('bars are as long as their numbers, within the width, with names before and numbers behind them', () => {
  for (const width of [40, 80, 200]) {
    const lines = barChart(tally, { ...plain, width }).split('\n');
    const [none, fifth, most] = lines.slice(1, 4).map((line) => line.split('█').length - 1);
    expect(none).toBe(0);
    expect(Math.abs(4 * fifth - most)).toBeLessThanOrEqual(4);
    expect(lines[2]).toMatch(/^2–3 │█+ 20 % \(20\)$/);
    expect(lines[3]).toMatch(/^ {2}4 │█+ 80 % \(80\)$/);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    expect(lines.at(-1)).toMatch(/^ +0 % +80 %$/);
  }
});

test('what the numbers are is wrapped, too, where the terminal is narrow', () => {
  const lines = barChart({ ...tally, by: 'most rated films', of: 'ratings together' }, { ...plain, width: 40 }).split(
    '\n',
  );
  expect(lines.slice(0, 2)).toEqual(['Most rated films, share and number of', 'ratings together']);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
});

test('a terminal that knows only ASCII gets nothing else', () => {
  const text = barChart(tally, { ...plain, unicode: false });
  expect(text).toMatch(/^[\n -~]+$/);
  expect(text).toMatch(/2-3 \|#+ 20 %/);
});

test('colors come only where they are wanted, and change nothing else', () => {
  const colored = barChart(tally, { ...plain, colors: true });
  const escapes = /\u001b\[\d+m/g;
  expect(colored).toMatch(escapes);
  expect(colored.replaceAll(escapes, '')).toBe(barChart(tally, plain));
});

test('how the terminal is made decides: its width, NO_COLOR, the locale', () => {
  const utf8 = { LANG: 'en_US.UTF-8' };
  expect(terminalLook({}, utf8, 'linux')).toEqual({ width: 80, colors: false, unicode: true });
  expect(terminalLook({ columns: 132, isTTY: true }, utf8, 'linux')).toEqual({
    width: 132,
    colors: true,
    unicode: true,
  });
  expect(terminalLook({ isTTY: true }, { ...utf8, NO_COLOR: '1' }, 'linux').colors).toBe(false);
  expect(terminalLook({ isTTY: true }, { ...utf8, TERM: 'dumb' }, 'linux').colors).toBe(false);
  expect(terminalLook({}, { ...utf8, LC_ALL: 'C' }, 'linux').unicode).toBe(false);
  expect(terminalLook({}, {}, 'linux').unicode).toBe(false);
  expect(terminalLook({}, {}, 'win32').unicode).toBe(true);
});

test('eda --terminal draws three charts and writes nothing', async () => {
  const folder = await copyOfPrepared();
  const before = await snapshot(folder);
  const { code, out } = await movierec(folder, 'eda', '--terminal');
  expect(code).toBe(0);
  expect(out).toContain('Simulated audience');
  for (const head of ['Rating, share', 'Ratings per person, share', 'Most rated films, share'])
    expect(out).toContain(head);
  expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(await snapshot(folder)).toEqual(before);
});
