import { palette } from './palette.ts';
import { pin, shownRange, type Better, type Range } from './shown-range.ts';

interface Trial {
  readonly trial: number;
  /** Null where the fit failed. */
  readonly value: number | null;
}
/** A trial that came to an end. */
export type WithFigure<T> = T & { readonly value: number };

/** How a point looks by what came of its trial, the best last, so that it lies above the others. */
const looks = {
  trial: { color: palette.blue, shape: 'circle' },
  'off the scale': { color: palette.gray, shape: 'square' },
  failed: { color: palette.black, shape: 'cross' },
  'best trial': { color: palette.vermilion, shape: 'diamond' },
};
const outcomes = Object.keys(looks) as (keyof typeof looks)[];

interface TrialPoints<T extends Trial> {
  readonly best: WithFigure<T>;
  /** What the axis of the metric shows. */
  readonly range: Range;
  /** `shown` is where on that axis a point stands: hopeless and failed trials at its worse end. */
  readonly points: readonly { readonly of: T; readonly shown: number; readonly outcome: keyof typeof looks }[];
  /** Colors and shapes by the field `outcome`, with a legend of those that occur. */
  readonly look: ReturnType<typeof lookOf>;
}

/** Trials as points; undefined where none has a figure. `always` are figures that the axis must show as well. */
export function trialPoints<T extends Trial>(
  trials: readonly T[],
  better: Better,
  always: readonly number[] = [],
): TrialPoints<T> | undefined {
  const best = bestTrial(trials, better);
  if (!best) return undefined;
  const figures = trials.filter(hasFigure).map(({ value }) => value);
  const range = shownRange(figures, better, always);
  const points = trials.map((trial) => {
    const shown = pin(trial.value ?? (better === 'lower' ? Infinity : -Infinity), range);
    const drawn = shown === trial.value ? 'trial' : 'off the scale';
    const outcome = trial === best ? 'best trial' : trial.value === null ? 'failed' : drawn;
    return { of: trial, shown, outcome } as const;
  });
  points.sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
  return { best, range, points, look: lookOf(points) };
}

/** The trial with the best figure, the first of equals; undefined where all failed. */
export function bestTrial<T extends Trial>(trials: readonly T[], better: Better): WithFigure<T> | undefined {
  let best: WithFigure<T> | undefined;
  for (const trial of trials.filter(hasFigure)) {
    if (!best || (better === 'lower' ? trial.value < best.value : trial.value > best.value)) best = trial;
  }
  return best;
}

export const hasFigure = <T extends Trial>(trial: T): trial is WithFigure<T> => trial.value !== null;

function lookOf(points: readonly { readonly outcome: keyof typeof looks }[]) {
  const domain = outcomes.filter((outcome) => points.some((point) => point.outcome === outcome));
  const by = (property: 'color' | 'shape') => ({
    field: 'outcome',
    type: 'nominal' as const,
    scale: { domain, range: domain.map((outcome) => looks[outcome][property]) },
  });
  return { color: by('color'), shape: by('shape') };
}
