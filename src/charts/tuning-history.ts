import type { Layer } from './chart.ts';
import { defineChart } from './define-chart.ts';
import { formatFigure } from './format-figure.ts';
import { metricLabel } from './metric-label.ts';
import { palette } from './palette.ts';
import { pin, type Better } from './shown-range.ts';
import { bestTrial, hasFigure, trialPoints } from './trial-points.ts';

/** The trials of a search, in the order of their numbers. */
export interface TuningHistory {
  readonly model: string;
  readonly metric: string;
  readonly better: Better;
  readonly trials: readonly {
    readonly trial: number;
    /** Null where the fit failed. */
    readonly value: number | null;
    /** The best figure of the trials up to this one; null as long as all failed. */
    readonly best: number | null;
  }[];
  /** What the search began with, as texts call it ("the defaults"), and its figure, if there is one. */
  readonly start?: { readonly name: string; readonly value: number };
}

export const tuningHistory = defineChart({
  name: 'tuning-history',
  summary: 'How the best figure of a search improved from trial to trial.',
  title({ model, metric, better, trials, start }: TuningHistory) {
    if (trials.length === 0) return `${model}: no trials yet`;
    const best = bestTrial(trials, better);
    if (!best) return `${model}: no figure after ${count(trials)}, all failed`;
    const found = `${model}: ${metricLabel(metric)} ${formatFigure(best.value)} after ${count(trials)}`;
    return start ? `${found}, ${compared(best.value, start, better)}` : found;
  },
  subtitle({ better, trials, start }) {
    if (!bestTrial(trials, better)) return '';
    return `The line is the best so far${start ? `; dashed: ${start.name}` : ''}.`;
  },
  description({ metric, better, trials, start }) {
    const best = bestTrial(trials, better);
    const failed = trials.length - trials.filter(hasFigure).length;
    const parts = [
      `Points: the ${metricLabel(metric)} of ${count(trials)}, ${better} is better`,
      best && `a stepped line: the best so far, ${formatFigure(best.value)} from trial ${best.trial} on`,
      start && `a dashed line: ${start.name}, ${formatFigure(start.value)}`,
      failed > 0 && `crosses: ${failed} failed`,
    ];
    return `${parts.filter(Boolean).join('; ')}.`;
  },
  plot({ metric, better, trials, start }) {
    const drawn = trialPoints(trials, better, start ? [start.value] : []);
    if (!drawn) return null;
    const { best, range, points, look } = drawn;
    const clip = (figure: number | null): number | null => (figure === null ? null : pin(figure, range));
    // Of two labels that may be near each other, the higher one stands above its height and the other one below.
    const [upper, lower] = ['bottom', 'top'] as const;
    const isBelow = start !== undefined && best.value <= start.value;
    return {
      data: { values: points.map(({ of, shown, outcome }) => ({ ...of, best: clip(of.best), shown, outcome })) },
      encoding: {
        x: {
          field: 'trial',
          type: 'quantitative',
          title: 'Trial',
          axis: { tickMinStep: 1, grid: false },
          scale: { domain: [trials[0].trial - 0.5, trials[trials.length - 1].trial + 0.5], nice: false },
        },
        y: {
          type: 'quantitative',
          title: `${metricLabel(metric)} (${better} is better)`,
          axis: { tickCount: 6 },
          scale: { domain: [...range], nice: false },
        },
      },
      layer: [
        ...(start
          ? [dashedRule(start.value), label(start.name.replace('the ', ''), start.value, isBelow ? upper : lower)]
          : []),
        label('best', best.value, !start ? 'middle' : isBelow ? lower : upper),
        {
          mark: { type: 'line', interpolate: 'step-after', color: palette.vermilion },
          encoding: { y: { field: 'best' } },
        },
        {
          mark: { type: 'point', filled: true, opacity: 1, size: trials.length > 100 ? 30 : 60 },
          encoding: { y: { field: 'shown' }, ...look },
        },
      ],
    };
  },
});

const count = (trials: readonly unknown[]): string => `${trials.length} ${trials.length === 1 ? 'trial' : 'trials'}`;

function compared(best: number, { name, value }: NonNullable<TuningHistory['start']>, better: Better): string {
  const gain = better === 'lower' ? value - best : best - value;
  const amount = formatFigure(Math.abs(gain));
  if (Number(amount) === 0) return `no better than ${name}`;
  return `${amount} ${gain > 0 ? 'better' : 'worse'} than ${name}`;
}

const dashedRule = (figure: number): Layer => ({
  data: { values: [{ figure }] },
  mark: { type: 'rule', strokeDash: [5, 4], color: palette.gray },
  encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { field: 'figure' } },
});

/** A figure in words beside the plot. */
const label = (name: string, figure: number, baseline: 'top' | 'middle' | 'bottom'): Layer => ({
  data: { values: [{ figure, label: `${name} ${formatFigure(figure)}` }] },
  mark: { type: 'text', align: 'left', dx: 6, baseline },
  encoding: { x: { value: 'width' }, y: { field: 'figure' }, text: { field: 'label' } },
});
