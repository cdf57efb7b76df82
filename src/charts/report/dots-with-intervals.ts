import type { VegaLiteSpec } from '../chart.ts';
import { palette } from '../palette.ts';

/** A row of the plot: a figure with its interval, which is null where there is none. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Drawn in the other color. */
  readonly isMarked: boolean;
}

/** How the rows are shown. */
interface Look {
  /** Along the figures, and along the rows. */
  readonly titles: readonly [figures: string, rows: string];
  /** Where a dashed line stands. */
  readonly line: number | undefined;
  /** Whether figures begin at 0. */
  readonly zero: boolean;
  readonly width: number;
}

/** A dot for each figure with its interval as a bar, one row each, from top to bottom; orange where it is marked. */
export function dotsWithIntervals(rows: readonly Row[], { titles, line, zero, width }: Look): VegaLiteSpec {
  const [figures, names] = titles;
  const x = { field: 'value', type: 'quantitative', scale: { zero }, title: figures, axis: { tickCount: 6 } } as const;
  const y = { field: 'name', type: 'nominal', sort: null, title: names } as const;
  const color = {
    field: 'isMarked',
    type: 'nominal',
    scale: { domain: [false, true], range: [palette.blue, palette.vermilion] },
    legend: null,
  } as const;
  return {
    width,
    height: { step: 26 },
    data: {
      values: rows.map(({ low, high, ...row }) => ({ ...row, low: low ?? row.value, high: high ?? row.value })),
    },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: {
          x: { ...x, field: 'low' },
          x2: { field: 'high' },
          y: { ...y, axis: { ticks: false, grid: true, labelLimit: 340, maxExtent: 380 } },
          color,
        },
      },
      {
        mark: { type: 'point', filled: true, size: 65, opacity: 1 },
        encoding: {
          ...{ x, y, color },
          tooltip: [
            { field: 'name', title: names },
            { field: 'value', type: 'quantitative', title: 'Measured', format: '.4f' },
            { field: 'low', type: 'quantitative', title: 'From', format: '.4f' },
            { field: 'high', type: 'quantitative', title: 'To', format: '.4f' },
          ],
        },
      },
      ...(line === undefined
        ? []
        : [
            {
              data: { values: [{ line }] },
              mark: { type: 'rule' as const, color: palette.gray, strokeDash: [4, 3] },
              encoding: { x: { ...x, field: 'line' } },
            },
          ]),
    ],
  };
}
