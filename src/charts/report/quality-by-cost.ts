import type { Layer } from '../chart.ts';
import { capitalized } from '../capitalized.ts';
import { defineChart } from '../define-chart.ts';
import { formatFigure } from '../format-figure.ts';
import { logTicks } from '../log-ticks.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { placeLabels } from './place-labels.ts';

/** How good each model is, and how long it took to fit. */
export interface QualityByCost {
  /** What the figure is called: "list quality (NDCG@10)"; higher is better. */
  readonly label: string;
  readonly models: readonly { readonly model: string; readonly value: number; readonly seconds: number }[];
  /** The model in use. */
  readonly chosen: string;
}
type Measured = QualityByCost['models'][number];

const [width, height] = [560, 320];
/** So much less than the best counts as nearly as good, in a title. */
const near = 0.05;
/** What took no time that a clock could tell. */
const shortest = 0.001;

export const qualityByCost = defineChart({
  name: 'quality-by-cost',
  summary: 'How good each model is, against how long it took to fit.',
  title({ label, models }: QualityByCost) {
    if (models.length === 0) return `${capitalized(label)}: no model has been measured yet`;
    const [best] = models.toSorted((a, b) => b.value - a.value);
    if (models.length === 1)
      return `${best.model}: ${label} ${formatFigure(best.value)} after ${time(best.seconds)} of training`;
    const quick = models
      .filter(({ value }) => value >= (1 - near) * best.value)
      .reduce((least, one) => (one.seconds < least.seconds ? one : least));
    if (quick.model === best.model) return `${best.model} is best, and trains in ${time(best.seconds)}`;
    const loss = percent(1 - quick.value / best.value);
    return `${quick.model} trains in ${time(quick.seconds)} and is only ${loss} behind ${best.model}, which takes ${time(best.seconds)}`;
  },
  subtitle: ({ models }) => (models.length === 0 ? '' : 'Up is better, left is quicker. Orange: the model in use.'),
  description({ label, models }) {
    const figures = models.map(({ model, value, seconds }) => `${model} ${formatFigure(value)} in ${time(seconds)}`);
    return `Dots: training time from left to right (logarithmic), ${label} upward: ${figures.join(', ') || 'none yet'}.`;
  },
  plot({ label, models, chosen }) {
    if (models.length === 0) return null;
    const seconds = models.map((one) => Math.max(shortest, one.seconds));
    const [from, to] = [Math.min(...seconds) / 1.6, Math.max(...seconds) * 1.6];
    const most = 1.08 * Math.max(...models.map(({ value }) => value)) || 1;
    const placed = placeLabels(
      models.map(({ model, value }, at) => ({
        x: (width * Math.log(seconds[at] / from)) / Math.log(to / from),
        y: height * (1 - value / most),
        text: model,
      })),
      width,
      height,
    );
    const rows = models.map(({ model, value }, at) => ({ model, value, seconds: seconds[at], use: model === chosen }));
    return {
      width,
      height,
      // The one in use last, so that no other dot lies over it.
      data: { values: rows.toSorted((a, b) => Number(a.use) - Number(b.use)) },
      encoding: {
        x: {
          field: 'seconds',
          type: 'quantitative',
          title: 'Time to train (seconds)',
          scale: { type: 'log', domain: [from, to], nice: false },
          axis: { values: logTicks(from, to, width), grid: true },
        },
        y: {
          field: 'value',
          type: 'quantitative',
          title: `${capitalized(label)}, higher is better`,
          scale: { domain: [0, most], nice: false },
        },
        color: {
          field: 'use',
          type: 'nominal',
          scale: { domain: [false, true], range: [palette.blue, palette.vermilion] },
          legend: null,
        },
      },
      layer: [
        {
          mark: { type: 'point', filled: true, size: 80, opacity: 1 },
          encoding: {
            tooltip: [
              { field: 'model', title: 'Model' },
              { field: 'seconds', type: 'quantitative', title: 'Seconds', format: '.3~r' },
              { field: 'value', type: 'quantitative', title: label, format: '.4f' },
            ],
          },
        },
        ...placed.flatMap((place, at): Layer[] => {
          if (!place) return [];
          return [
            {
              data: { values: [rows[at]] },
              mark: { type: 'text', ...place, color: palette.black },
              encoding: { text: { field: 'model' }, color: { value: palette.black } },
            },
          ];
        }),
      ],
    };
  },
});

const time = (seconds: Measured['seconds']): string => {
  if (seconds < 0.995) return `${seconds < 0.0095 ? 'under 0.01' : seconds.toFixed(2)} s`;
  return seconds < 60 ? `${Number(seconds.toPrecision(2))} s` : `${(seconds / 60).toFixed(1)} minutes`;
};
