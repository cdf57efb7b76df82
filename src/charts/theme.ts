import type { Config } from 'vega-lite';
import { palette } from './palette.ts';

const { gray, ...series } = palette;

/** What is neither data nor note: the sheet, letters, lines of the grid, lines of axes. */
export const neutral = { paper: '#FFFFFF', ink: '#202124', grid: '#E8EAED', axis: '#9AA0A6' } as const;
const { paper, ink, grid, axis } = neutral;

/** How all charts look. It stands in every spec, so that a chart looks the same wherever it is opened. */
export const theme: Config = {
  background: paper,
  // Verdana has nearly the same widths, and stands in where a browser draws the chart without DejaVu.
  font: 'DejaVu Sans, Verdana, sans-serif',
  padding: 12,
  view: { continuousWidth: 560, continuousHeight: 320, discreteWidth: 560, stroke: null },
  title: {
    anchor: 'start',
    frame: 'bounds',
    color: ink,
    fontSize: 14,
    lineHeight: 19,
    offset: 14,
    subtitleColor: gray,
    subtitleFontSize: 11.5,
    subtitleLineHeight: 16,
    subtitlePadding: 6,
  },
  axis: {
    labelColor: ink,
    labelFontSize: 11,
    labelLimit: 260,
    // Vega keeps 200 pixels for labels, and writes the title over what is longer.
    maxExtent: 340,
    titleColor: ink,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 10,
    gridColor: grid,
    domainColor: axis,
    tickColor: axis,
  },
  legend: {
    orient: 'top',
    title: null,
    titleColor: ink,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    labelColor: ink,
    labelFontSize: 11,
    symbolStrokeWidth: 2,
  },
  mark: { color: palette.blue },
  text: { color: gray, fontSize: 11 },
  range: { category: Object.values(series) },
};
