import { stripVTControlCharacters } from 'node:util';
import Chartscii from 'chartscii';
import { percent } from '../charts/percent.ts';
import type { Tally } from '../stages/eda/tally.ts';
import { whole, wrapped } from './output.ts';
import type { TerminalLook } from './terminal-look.ts';

/** A tally as bars from left to right, each with its name before it and its share and number behind it. */
export function barChart({ by, of, total, bars }: Tally, { width, colors, unicode }: TerminalLook): string {
  const figures = bars.map(({ count }) => `${percent(count / Math.max(total, 1))} (${whole(count)})`);
  const [before, behind] = [bars.map(({ name }) => name), figures].map((texts) =>
    Math.max(...texts.map(({ length }) => length)),
  );
  // A space and the axis stand between name and bar, a space between bar and figures.
  const room = Math.max(width - before - behind - 4, 10);
  const names = bars.map(({ name }) => (unicode ? name : name.replaceAll('–', '-')).padStart(before));
  let at = 0;
  const chart = new Chartscii(
    bars.map(({ count }, bar) => ({ value: count, label: names[bar] })),
    {
      width: room,
      height: bars.length,
      char: unicode ? '█' : '#',
      structure: unicode
        ? { x: '─', y: '│', axis: '│', topLeft: '│', bottomLeft: '└' }
        : { x: '-', y: '|', axis: '|', topLeft: '|', bottomLeft: '+' },
      colorLabels: false,
      valueLabels: true,
      valueLabelFormat: () => figures[at++],
      ...(colors && { color: 'blue' }),
    },
  ).create();
  const most = percent(Math.max(...bars.map(({ count }) => count)) / Math.max(total, 1));
  const scale = `${' '.repeat(before + 2)}0 %${most.padStart(room - 3)}`;
  const head = `${by.charAt(0).toUpperCase()}${by.slice(1)}, share and number of ${of}`;
  const drawn = (colors ? chart : stripVTControlCharacters(chart)).replace(/^\n+|\n+$/g, '');
  return `${wrapped(head, width)}\n${drawn}\n${scale}`;
}
