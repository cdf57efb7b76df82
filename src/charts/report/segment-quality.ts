import { capitalized } from '../capitalized.ts';
import { defineChart } from '../define-chart.ts';
import { formatFigure } from '../format-figure.ts';
import { percent } from '../percent.ts';
import type { Better } from '../shown-range.ts';
import { dotsWithIntervals } from './dots-with-intervals.ts';

/** How well a model does for groups of people, or of films, beside all of them. */
export interface SegmentQuality {
  /** What the figure is called: "list quality (NDCG@10)". */
  readonly label: string;
  readonly better: Better;
  /** For everyone. */
  readonly overall: number;
  /** In the order in which they are shown, from top to bottom. */
  readonly groups: readonly {
    /** As it can stand in a sentence after "for": "people with 6 to 20 ratings". */
    readonly name: string;
    readonly people: number;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  }[];
  /** Groups of fewer people say more of chance than of the model. */
  readonly enough: number;
}
type Group = SegmentQuality['groups'][number];

export const segmentQuality = defineChart({
  name: 'segment-quality',
  summary: 'How well a model does for groups of people or films, beside everyone.',
  title({ label, overall, groups, better, enough }: SegmentQuality) {
    if (groups.length === 0) return `${capitalized(label)}: there are no groups to compare`;
    const large = groups.filter(({ people }) => people >= enough);
    if (large.length === 0) return `${capitalized(label)}: no group has ${enough} people to compare`;
    const weak = large
      .filter((group) => isWorse(group, overall, better))
      .sort((a, b) => worseness(b, better) - worseness(a, better));
    if (weak.length === 0)
      return `${capitalized(label)}: no group of at least ${enough} people is served clearly worse than everyone`;
    const [worst] = weak;
    const gap =
      overall > 0
        ? `, ${percent(Math.abs(worst.value / overall - 1))} ${better === 'higher' ? 'below' : 'above'} everyone’s ${formatFigure(overall)}`
        : '';
    return `Weakest for ${worst.name}: ${label} ${formatFigure(worst.value)}${gap}`;
  },
  subtitle({ groups }) {
    if (groups.length === 0) return '';
    return 'Dots: what was measured; bars: the 95 % interval; dashed line: everyone. Orange: clearly worse than everyone. In brackets: how many people were tested.';
  },
  description({ label, better, overall, groups }) {
    const figures = groups.map(({ name, people, value }) => `${name} (${people}) ${formatFigure(value)}`);
    return `Dots with intervals, a row for each group: ${label}, ${better} is better, for everyone ${formatFigure(overall)}: ${figures.join(', ') || 'no groups'}.`;
  },
  plot({ label, better, overall, groups, enough }) {
    if (groups.length === 0) return null;
    const rows = groups.map((group) => {
      const { name, people, value, low, high } = group;
      const isMarked = people >= enough && isWorse(group, overall, better);
      return { name: `${name} (${people.toLocaleString('en-US')})`, ...{ value, low, high, isMarked } };
    });
    const titles = [`${capitalized(label)}, ${better} is better`, 'Group'] as const;
    return dotsWithIntervals(rows, { titles, line: overall, zero: true, width: 420 });
  },
});

const isWorse = ({ low, high }: Group, overall: number, better: Better): boolean =>
  low !== null && high !== null && (better === 'higher' ? high < overall : low > overall);

const worseness = ({ value }: Group, better: Better): number => (better === 'higher' ? -value : value);
