import type { Panel } from './chart.ts';
import { defineChart } from './define-chart.ts';
import { palette } from './palette.ts';
import { percent } from './percent.ts';

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
      : 'By the week in which a person was shown a film first, and whatever happened since: the last weeks may still rise.',
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
    const x = (title: string | null) => ({
      field: 'start',
      type: 'temporal' as const,
      title,
      scale: { type: 'utc' as const },
      axis: {
        grid: false,
        labels: title !== null,
        ...(weeks.length === 1 && { values: [weeks[0].start], format: '%Y-%m-%d' }),
      },
    });
    const when = { field: 'start', title: 'Week from' };
    const shares: Panel = {
      width: 560,
      height: 240,
      data: {
        values: weeks.flatMap((week) =>
          outcomes.map(({ name, field }) => {
            return { start: week.start, outcome: name, films: week[field], percent: (100 * week[field]) / week.shown };
          }),
        ),
      },
      mark: { type: 'line', strokeWidth: 2, point: { size: 30 } },
      encoding: {
        x: x(null),
        y: { field: 'percent', type: 'quantitative', title: 'Of the films shown (%)' },
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
      mark: { type: 'bar', color: palette.sky, width: 6 },
      encoding: {
        x: x('Week (from Monday, UTC)'),
        y: { field: 'shown', type: 'quantitative', title: 'Shown', axis: { tickCount: 2, format: '~s' } },
        tooltip: [when, { field: 'shown', type: 'quantitative', title: 'Films shown', format: ',' }],
      },
    };
    return { vconcat: [shares, shown], spacing: 12 };
  },
});

type Weeks = ShownAndClicked['weeks'];

const outcomes = [
  { name: 'clicked', field: 'clicked', color: palette.blue },
  { name: 'played', field: 'played', color: palette.green },
  { name: 'hidden', field: 'hidden', color: palette.vermilion },
] as const;

const total = (weeks: Weeks, field: Exclude<keyof Weeks[number], 'start'>): number =>
  weeks.reduce((sum, week) => sum + week[field], 0);
