import type { Panel } from './chart.ts';
import { counted } from './counted.ts';
import { defineChart } from './define-chart.ts';
import { palette } from './palette.ts';
import { percent } from './percent.ts';

/** Who comes back: how many people were active again in each week after their first day. */
export interface RetentionCurve {
  /**
   * From week 1 (days 1 to 7 after the first day) on, as far as it is over for half of all people at least: who came first
   * is not like all others, since some of them were there before.
   */
  readonly weeks: readonly {
    readonly week: number;
    /** Those whose week is over. */
    readonly people: number;
    readonly active: number;
  }[];
}

export const retentionCurve = defineChart({
  name: 'retention-curve',
  summary: 'How many people are active again in each week after their first day.',
  title({ weeks }: RetentionCurve) {
    if (weeks.length === 0) return 'Nobody’s first week is over yet';
    const [first] = weeks;
    const last = weeks[weeks.length - 1];
    if (weeks.every(({ active }) => active === 0))
      return `Nobody came back in the ${counted(last.week, 'week')} after their first day`;
    const begun = `${percent(share(first))} come back in the week after their first day`;
    return weeks.length === 1 ? begun : `${begun}, ${percent(share(last))} in week ${last.week}`;
  },
  subtitle: ({ weeks }) =>
    weeks.length === 0
      ? ''
      : 'Week 1 is days 1 to 7 after the first day. A week counts the people for whom it is over, which are the bars below; ' +
        'weeks that are over for fewer than half of all are left out.',
  description({ weeks }) {
    const some = weeks.filter(({ week }) => [1, 4, 13, 26, 52].includes(week));
    const said = some.map(
      (week) => `week ${week.week}: ${percent(share(week))} of ${week.people.toLocaleString('en-US')}`,
    );
    return (
      'A line: the share of people who were active again in each week after their first day; below it bars: how many ' +
      `people that is a share of. ${said.join('; ') || 'There are none yet'}.`
    );
  },
  plot({ weeks }) {
    if (weeks.length === 0) return null;
    const tooltip = [
      { field: 'week', type: 'quantitative' as const, title: 'Week' },
      { field: 'percent', type: 'quantitative' as const, title: 'Active again (%)', format: '.1f' },
      { field: 'active', type: 'quantitative' as const, title: 'Active again', format: ',' },
      { field: 'people', type: 'quantitative' as const, title: 'Of people', format: ',' },
    ];
    const x = (title: string | null) => ({
      field: 'week',
      type: 'quantitative' as const,
      title,
      axis: { tickMinStep: 1, grid: false, labels: title !== null },
      scale: { domain: [0.5, weeks[weeks.length - 1].week + 0.5], nice: false },
    });
    const curve: Panel = {
      width: 560,
      height: 240,
      mark: { type: 'line', strokeWidth: 2, point: { size: 30 } },
      encoding: {
        x: x(null),
        y: {
          field: 'percent',
          type: 'quantitative',
          title: 'Active again (%)',
          scale: { domain: [0, Math.max(1, ...weeks.map((week) => 100 * share(week)))], nice: true },
        },
        tooltip,
      },
    };
    const left: Panel = {
      width: 560,
      height: 60,
      mark: { type: 'bar', color: palette.sky, width: Math.min(24, (0.8 * 560) / weeks.length) },
      encoding: {
        x: x('Weeks since the first day'),
        y: {
          field: 'people',
          type: 'quantitative',
          title: 'Of people',
          axis: { tickCount: 2, labelExpr: "format(datum.value, '~s')", tickMinStep: 1 },
        },
        tooltip,
      },
    };
    return {
      data: { values: weeks.map((week) => ({ ...week, percent: 100 * share(week) })) },
      vconcat: [curve, left],
      // Bars would otherwise move their axis.
      resolve: { scale: { x: 'shared' } },
      spacing: 12,
    };
  },
});

const share = ({ people, active }: RetentionCurve['weeks'][number]): number => active / people;
