import type { Panel } from './chart.ts';
import { defineChart } from './define-chart.ts';
import { formatFigure } from './format-figure.ts';
import { logTicks } from './log-ticks.ts';
import { metricLabel } from './metric-label.ts';
import type { Better } from './shown-range.ts';
import { bestTrial, trialPoints } from './trial-points.ts';

/** The trials of a search, and what was searched. */
export interface ParameterEffects {
  readonly model: string;
  readonly metric: string;
  readonly better: Better;
  /** In the order in which they are shown; `category` is for choices and flags. */
  readonly parameters: readonly { readonly name: string; readonly scale: 'linear' | 'log' | 'category' }[];
  readonly trials: readonly {
    readonly trial: number;
    /** Null where the fit failed. */
    readonly value: number | null;
    readonly parameters: Readonly<Record<string, number | string | boolean>>;
  }[];
}
type Parameter = ParameterEffects['parameters'][number];

const columns = 3;
const width = 180;
/** What an axis has beyond its lowest and its highest value. */
const padding = 8;

export const parameterEffects = defineChart({
  name: 'parameter-effects',
  summary: 'How good the trials of a search were, by the value of each parameter.',
  title({ model, metric, better, parameters, trials }: ParameterEffects) {
    const best = bestTrial(trials, better);
    if (!best) return `${model}: no trial with a figure yet`;
    // A no-break space keeps name and value on one line.
    const settings = parameters.map(({ name }) => `${name}\u00a0${short(best.parameters[name])}`);
    const found = `${model}: the best trial (${metricLabel(metric)} ${formatFigure(best.value)})`;
    if (settings.length === 0) return `${found}, but no parameter was searched`;
    return `${found} has ${list.format(settings.length > 4 ? [...settings.slice(0, 3), `${settings.length - 3} more`] : settings)}`;
  },
  subtitle({ better, parameters, trials }) {
    const best = bestTrial(trials, better);
    const { epochs } = best?.parameters ?? {};
    const other = trials.find((trial) => trial.parameters['epochs'] !== epochs)?.parameters['epochs'];
    if (!best || other === undefined || parameters.some(({ name }) => name === 'epochs')) return '';
    return `The best trial was fitted in ${counted(epochs)}, the others shown here in ${counted(other)}.`;
  },
  description({ metric, better, parameters, trials }) {
    const names = parameters.map(({ name }) => name).join(', ') || 'none';
    return (
      `Small charts, one for each parameter (${names}): its value from left to right, ${metricLabel(metric)} upward ` +
      `(${better} is better), a point for each of the trials, ${trials.length} in all.`
    );
  },
  plot({ metric, better, parameters, trials }) {
    const drawn = trialPoints(trials, better);
    if (!drawn || parameters.length === 0) return null;
    const { range, points, look } = drawn;
    const title = `${metricLabel(metric)} (${better} is better)`;
    return {
      columns,
      spacing: 20,
      concat: parameters.map((parameter, place): Panel => {
        const isFirst = place % columns === 0;
        return {
          width,
          height: 170,
          data: {
            values: points.map(({ of: { trial, value, parameters: all }, shown, outcome }) => {
              return { trial, value, shown, outcome, setting: all[parameter.name], spread: spreadOf(trial) };
            }),
          },
          mark: { type: 'point', filled: true, size: 50, opacity: 1 },
          encoding: {
            ...across(
              parameter,
              points.map(({ of }) => of.parameters[parameter.name]),
            ),
            y: {
              field: 'shown',
              type: 'quantitative',
              title: isFirst ? title : null,
              axis: { tickCount: 5, labels: isFirst },
              scale: { domain: [...range], nice: false },
            },
            ...look,
          },
        };
      }),
    };
  },
});

/** Where a value stands from left to right: on a line, or in one of the strips. */
function across({ name, scale }: Parameter, values: readonly (number | string | boolean)[]) {
  const field = 'setting';
  if (scale === 'category') {
    const options = [...new Set(values.map(String))];
    const hasRoom = options.every((option) => option.length * 7 < width / options.length);
    return {
      x: { field, type: 'nominal' as const, title: name, axis: { labelAngle: hasRoom ? 0 : -30 } },
      xOffset: { field: 'spread', type: 'quantitative' as const, scale: { domain: [-1, 2] } },
    };
  }
  const isLog = scale === 'log' && values.every((value) => Number(value) > 0);
  return {
    x: {
      field,
      type: 'quantitative' as const,
      title: isLog ? `${name} (log scale)` : name,
      axis: isLog
        ? // Vega's own labels of a logarithmic axis leave some ticks bare.
          { grid: false, values: ticksOf(values), labelExpr: "format(datum.value, '~g')", labelOverlap: false }
        : { grid: false, tickCount: 4, format: '~f' },
      scale: { ...(isLog ? { type: 'log' as const } : { zero: false }), nice: false, padding },
    },
  };
}

const ticksOf = (values: readonly unknown[]): number[] =>
  logTicks(Math.min(...values.map(Number)), Math.max(...values.map(Number)), width - 2 * padding);

const counted = (epochs: unknown): string => `${String(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`;

const list = new Intl.ListFormat('en-US');

/** A place within a strip, so that points of equal figures lie beside each other: the golden ratio's multiples. */
const spreadOf = (trial: number): number => (0.5 + Math.abs(trial) * 0.618033988749895) % 1;

const short = (value: number | string | boolean): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(3))) : String(value);
