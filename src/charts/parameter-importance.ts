import { defineChart } from './define-chart.ts';
import { metricLabel } from './metric-label.ts';

/** How much of the variance of the metric between trials each parameter explains by itself. */
export interface ParameterImportance {
  readonly model: string;
  readonly metric: string;
  /** `share` from 0 to 1, in any order. */
  readonly parameters: readonly { readonly name: string; readonly share: number }[];
}

export const parameterImportance = defineChart({
  name: 'parameter-importance',
  summary: 'Which parameters of a model mattered most in a search.',
  title({ model, metric, parameters }: ParameterImportance) {
    if (parameters.length === 0) return `${model}: no parameters to compare yet`;
    const [first] = ranked(parameters);
    if (percent(first.share) === '0 %') return `No parameter alone mattered for ${model}’s ${metricLabel(metric)}`;
    return `What mattered most for ${model}: ${first.name}`;
  },
  subtitle({ metric, parameters }) {
    if (parameters.length === 0) return '';
    return `How much of the differences in ${metricLabel(metric)} between trials each parameter explains by itself.`;
  },
  description({ model, metric, parameters }) {
    const shares = ranked(parameters).map(({ name, share }) => `${name} ${percent(share)}`);
    const list = shares.join(', ') || 'none yet';
    return `Bars: the share of the variance of ${model}’s ${metricLabel(metric)} by parameter: ${list}.`;
  },
  plot({ metric, parameters }) {
    if (parameters.length === 0) return null;
    const rows = ranked(parameters).map(({ name, share }) => ({ name, percent: 100 * share, label: percent(share) }));
    return {
      // The widest bar leaves room for its label.
      width: 440,
      height: { step: 30 },
      data: { values: rows },
      encoding: {
        x: {
          field: 'percent',
          type: 'quantitative',
          title: `Share of the variance of ${metricLabel(metric)} (%)`,
          axis: { tickCount: 5 },
          scale: { domain: [0, Math.max(rows[0].percent, 10)], nice: true },
        },
        y: { field: 'name', type: 'nominal', sort: null, title: 'Parameter', axis: { ticks: false, domain: false } },
      },
      layer: [
        { mark: { type: 'bar', height: { band: 0.65 } } },
        { mark: { type: 'text', align: 'left', dx: 5 }, encoding: { text: { field: 'label' } } },
      ],
    };
  },
});

/** The largest share first, equal ones by name. */
const ranked = (parameters: ParameterImportance['parameters']): ParameterImportance['parameters'] =>
  [...parameters].sort((a, b) => b.share - a.share || (a.name < b.name ? -1 : 1));

const percent = (share: number): string => `${Math.round(100 * share)} %`;
