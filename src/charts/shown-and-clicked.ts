import type { Panel } from './chart.ts';
import { defineChart } from './define-chart.ts';
import { palette } from './palette.ts';
import { percent } from './percent.ts';
import { timeTicks } from './time-ticks.ts';

/** What became of films that were shown, by the week in which a person was shown the film first. */
export interface ShownAndClicked {
  /** In order. */
  readonly weeks: readonly {
    /** Its Monday, "2019-11-25". */
    readonly start: string;
    /** Films and people: each pair is counted once. */
    readonly shown: number;
    readonly clicked: number;
    readonly played: number;
    readonly hidden: number;
  }[];
}

export const shownAndClicked = defineChart({
  name: 'shown-and-clicked',
  summary: 'How many of the films that people were shown they clicked, played and hid.',
  title({ weeks }: ShownAndClicked) {
    if (weeks.length === 0) return 'No film was shown to anybody yet';
    const shown = total(weeks, 'shown');
    const [clicked, played, hidden] = outcomes.map(({ field }) => percent(total(weeks, field) / shown));
    return `Of the films shown to people, ${clicked} were clicked, ${played} played and ${hidden} hidden`;
  },
  subtitle: ({ weeks }) =>
    weeks.length === 0
      ? ''
      : 'By the week in which a person was shown a film first, and whatever happened since: the last weeks may still rise. ' +
        'Weeks in which a tenth of the average or less was shown have a bar only.',
  description({ weeks }) {
    const said = outcomes.map(({ name, field }) => `${total(weeks, field).toLocaleString('en-US')} ${name}`);
    return (
      `Lines: the share of films shown that were clicked, played and hidden, over ${weeks.length} ` +
      `${weeks.length === 1 ? 'week' : 'weeks'}; below them bars: how many were shown. ` +
      `In all, ${total(weeks, 'shown').toLocaleString('en-US')} were shown, of these ${said.join(', ')}.`
    );
  },
  plot({ weeks }) {
    if (weeks.length === 0) return null;
    const [first, last] = [weeks[0], weeks[weeks.length - 1]].map(({ start }) => Date.parse(start));
    const x = (title: string | null) => ({
      field: 'start',
      type: 'temporal' as const,
      title,
      scale: { type: 'utc' as const, domain: [first - week / 2, last + week / 2] },
      axis: { grid: false, labels: title !== null, ...timeTicks(weeks.map(({ start }) => start)) },
    });
    const when = { field: 'start', title: 'Week from' };
    const values = weeks.filter(hasEnough(weeks)).flatMap((week) =>
      outcomes.map(({ name, field }) => {
        return { start: week.start, outcome: name, films: week[field], percent: (100 * week[field]) / week.shown };
      }),
    );
    const shares: Panel = {
      width: 560,
      height: 240,
      data: { values },
      mark: { type: 'line', strokeWidth: 2, point: weeks.length <= 60 ? { size: 30 } : false },
      encoding: {
        x: x(null),
        y: {
          field: 'percent',
          type: 'quantitative',
          title: 'Of the films shown (%)',
          scale: { domain: [0, Math.max(1, ...values.map(({ percent }) => percent))], nice: true },
        },
        color: {
          field: 'outcome',
          type: 'nominal',
          scale: { domain: outcomes.map(({ name }) => name), range: outcomes.map(({ color }) => color) },
        },
        tooltip: [
          when,
          { field: 'outcome', title: 'What happened' },
          { field: 'films', type: 'quantitative', title: 'Films', format: ',' },
          { field: 'percent', type: 'quantitative', title: 'Of those shown (%)', format: '.1f' },
        ],
      },
    };
    const shown: Panel = {
      width: 560,
      height: 60,
      data: { values: weeks.map(({ start, shown }) => ({ start, shown })) },
      mark: {
        type: 'bar',
        color: palette.sky,
        width: Math.max(1, Math.min(24, (0.8 * 560) / ((last - first) / week + 1))),
      },
      encoding: {
        x: x('Week (from Monday, UTC)'),
        y: {
          field: 'shown',
          type: 'quantitative',
          title: 'Shown',
          axis: { tickCount: 2, labelExpr: "format(datum.value, '~s')", tickMinStep: 1 },
        },
        tooltip: [when, { field: 'shown', type: 'quantitative', title: 'Films shown', format: ',' }],
      },
    };
    return { vconcat: [shares, shown], spacing: 12, resolve: { scale: { x: 'shared' } } };
  },
});

type Weeks = ShownAndClicked['weeks'];

const outcomes = [
  { name: 'clicked', field: 'clicked', color: palette.blue },
  { name: 'played', field: 'played', color: palette.green },
  { name: 'hidden', field: 'hidden', color: palette.vermilion },
] as const;

/** In milliseconds. */
const week = 7 * 86_400_000;

/** Of few films shown, a share says little, and would set the scale for all others. */
const hasEnough =
  (weeks: Weeks) =>
  ({ shown }: Weeks[number]): boolean =>
    shown > total(weeks, 'shown') / weeks.length / 10;

const total = (weeks: Weeks, field: Exclude<keyof Weeks[number], 'start'>): number =>
  weeks.reduce((sum, week) => sum + week[field], 0);
