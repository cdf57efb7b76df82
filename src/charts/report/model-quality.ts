import { capitalized } from '../capitalized.ts';
import { defineChart } from '../define-chart.ts';
import { formatFigure } from '../format-figure.ts';
import { percent } from '../percent.ts';
import type { Better } from '../shown-range.ts';
import { dotsWithIntervals } from './dots-with-intervals.ts';

/** How good each model is by one figure, and how sure that is. */
export interface ModelQuality {
  /** What the figure is called: "list quality (NDCG@10)". */
  readonly label: string;
  readonly better: Better;
  /** Best first; who shares a rank may be as good. The interval is null where there is none. */
  readonly models: readonly {
    readonly model: string;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly rank: number;
  }[];
  /** The model in use. */
  readonly chosen: string;
  /** What any model should beat. */
  readonly mark: { readonly name: string; readonly value: number } | null;
}

export const modelQuality = defineChart({
  name: 'model-quality',
  summary: 'How good each model is, with its interval, and what any model should beat.',
  title({ label, models, ...rest }: ModelQuality) {
    if (models.length === 0) return `${capitalized(label)}: no model has been measured yet`;
    const first = models.filter(({ rank }) => rank === models[0].rank);
    const [{ model, value }] = models;
    const found = `${label} ${formatFigure(value)}${beside(value, rest)}`;
    if (models.length === 1) return `${model}: ${found}`;
    if (first.length === 1) return `${model} is best: ${found}`;
    if (first.length > 3) return `${first.length} models may be equally good, ${model} among them: ${found}`;
    return `${and.format(first.map((one) => one.model))} may be equally good: ${found}`;
  },
  subtitle({ models, mark }) {
    if (models.length === 0) return '';
    const line = mark ? ` Dashed line: ${mark.name}.` : '';
    return `Dots: what was measured; bars: the 95 % interval. Models with the same number may be equally good.${line}`;
  },
  description({ label, better, models, mark }) {
    const figures = models.map(({ model, value, low, high, rank }) => {
      return `${rank}. ${model} ${formatFigure(value)}${low === null || high === null ? '' : ` (${formatFigure(low)} to ${formatFigure(high)})`}`;
    });
    const line = mark ? `; for comparison, ${mark.name}: ${formatFigure(mark.value)}` : '';
    return `Dots with intervals, a row for each model: ${label}, ${better} is better: ${figures.join(', ') || 'none yet'}${line}.`;
  },
  plot({ label, better, models, chosen, mark }) {
    if (models.length === 0) return null;
    const rows = models.map(({ model, rank, ...figure }) => {
      return { name: `${rank}  ${model}${model === chosen ? ' (in use)' : ''}`, isMarked: model === chosen, ...figure };
    });
    const titles = [`${capitalized(label)}, ${better} is better`, 'Rank and model'] as const;
    return dotsWithIntervals(rows, { titles, line: mark?.value, zero: better === 'higher', width: 520 });
  },
});

const and = new Intl.ListFormat('en-US');

/** How the figure compares with what any model should beat. */
function beside(value: number, { better, mark }: Pick<ModelQuality, 'better' | 'mark'>): string {
  if (!mark || !(mark.value > 0) || mark.value === value) return '';
  const ratio = value / mark.value;
  if (better === 'higher' && ratio >= 1.5) return `, ${ratio.toFixed(1)} times that of ${mark.name}`;
  const share = percent(Math.abs(ratio - 1));
  return `, ${share} ${ratio > 1 ? 'above' : 'below'} that of ${mark.name}`;
}
