import { capitalized } from '../capitalized.ts';
import type { Panel } from '../chart.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { ofAll, percent } from '../percent.ts';
import { defineEdaChart } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';
import { samplePeople } from './sample-people.ts';
import type { Survey } from './survey.ts';

/** How much people rate in one sitting: ratings of a person between which no pause is longer than 30 minutes. */
export interface SessionLengths {
  readonly word: 'ratings' | 'interactions';
  /** Whose sessions these are, of so many, where those of all would take too long. */
  readonly drawn?: { readonly people: number; readonly of: number };
  readonly sessions: number;
  /** The smallest number that half of the sessions do not exceed. */
  readonly median: { readonly ratings: number; readonly seconds: number };
  /** How many sessions have at least `from` ratings and fewer than twice as many: 1, 2, 4, … */
  readonly ratings: readonly Bin[];
  /** How many last at least `from` minutes and under twice as many, or under one minute: 0, 1, 2, 4, … */
  readonly minutes: readonly Bin[];
}
interface Bin {
  readonly from: number;
  readonly sessions: number;
}

/** Where hardly anyone rates twice in half an hour, there are nearly as many half hours as ratings. */
const mostHalfHours = 5_000_000;
/** How many are drawn then. */
const drawnHalfHours = 1_000_000;

export const sessionLengths = defineEdaChart({
  name: 'session-lengths',
  summary: 'How many films people rate in one sitting, and for how long.',
  section: 'people',
  needs: ['times', 'times of day'],
  async aggregate(survey): Promise<SessionLengths> {
    const { database, feedback } = survey;
    const drawn = await drawSome(survey);
    const own = drawn ? 'half_hours SEMI JOIN sitting USING ("user")' : 'half_hours';
    // Within half an hour there can be no pause of more than that, so half hours are all that must be put in order.
    await database.run(`CREATE OR REPLACE TEMP TABLE sessions AS
      SELECT sum(ratings)::INTEGER AS ratings, (max(last) - min(first))::INTEGER AS seconds
      FROM (
        SELECT *, count(*) FILTER (begins) OVER (PARTITION BY "user" ORDER BY half_hour) AS session
        FROM (
          SELECT *, coalesce(first - lag(last) OVER (PARTITION BY "user" ORDER BY half_hour) > 1800, true) AS begins
          FROM ${own}))
      GROUP BY "user", session`);
    const { sessions, ...median } = await database.row<{ sessions: number; ratings: number; seconds: number }>(`
      SELECT count(*) AS sessions, quantile_disc(ratings, 0.5) AS ratings, quantile_disc(seconds, 0.5) AS seconds
      FROM sessions`);
    const bins = (from: string): Promise<Bin[]> =>
      database.rows<Bin>(
        `SELECT (${from})::INTEGER AS "from", count(*) AS sessions FROM sessions GROUP BY ALL ORDER BY ALL`,
      );
    const found = {
      ratings: await bins(powerOfTwo('ratings')),
      minutes: await bins(`CASE WHEN seconds < 60 THEN 0 ELSE ${powerOfTwo('(seconds // 60)')} END`),
    };
    await database.run('DROP TABLE sessions; DROP TABLE IF EXISTS sitting');
    return { word: ratingWord(feedback), ...(drawn && { drawn }), sessions, median, ...found };
  },
  title({ word, sessions, median, ratings }) {
    const one = word.slice(0, -1);
    if (sessions === 0) return `No ${word} in a session yet`;
    if (sessions === 1)
      return `The only session has ${counted(median.ratings, one)} and lasts ${lasting(median.seconds)}`;
    if (median.ratings === 1) {
      const long = ratings.reduce((sum, bin) => sum + (bin.from >= 8 ? bin.sessions : 0), 0);
      const single = capitalized(`${ofAll(ratings[0].sessions / sessions)} sessions are a single ${one}`);
      return long > 0 ? `${single}, ${percent(long / sessions)} have 8 or more` : single;
    }
    return `Half of all sessions have at most ${counted(median.ratings, one)}; half last ${longest(median.seconds)}`;
  },
  subtitle: ({ word, drawn, sessions }) =>
    sessions === 0
      ? ''
      : `A session: ${word} of a person without a pause of more than 30 minutes (${counted(sessions, 'session')}${drawn ? ` of ${counted(drawn.people, 'person', 'people')} drawn from ${whole(drawn.of)}` : ''}). It lasts from its first to its last ${word.slice(0, -1)}.`,
  description({ word, sessions, ratings, minutes }) {
    const say = (bins: readonly Bin[], unit: string): string =>
      bins
        .map(({ from, sessions: some }) => `${label(from, unit === 'minutes')} ${percent(some / sessions)}`)
        .join(', ');
    if (sessions === 0) return `Bars: sessions by number of ${word}, and by minutes; there are none yet.`;
    return (
      `Two rows of bars, shares of ${counted(sessions, 'session')}. By ${word} in the session: ${say(ratings, word)}. ` +
      `By length in minutes: ${say(minutes, 'minutes')}.`
    );
  },
  plot({ word, sessions, ratings, minutes }) {
    if (sessions === 0) return null;
    const panel = (bins: readonly Bin[], title: string, isTime: boolean): Panel => {
      const rows = withEmpty(bins, isTime ? 0 : 1).map(({ from, sessions: some }) => {
        return { length: label(from, isTime), sessions: some, percent: (100 * some) / sessions };
      });
      return {
        width: 235,
        height: 240,
        data: { values: rows },
        mark: { type: 'bar', color: isTime ? palette.green : palette.blue },
        encoding: {
          x: {
            field: 'length',
            type: 'ordinal',
            title,
            sort: null,
            axis: { labelAngle: -40, labelOverlap: rows.length > 12 },
          },
          y: {
            field: 'percent',
            type: 'quantitative',
            title: 'Share of sessions (%)',
            axis: { tickCount: 5 },
          },
          tooltip: [
            { field: 'length', title },
            { field: 'sessions', type: 'quantitative', title: 'Sessions', format: ',' },
            { field: 'percent', type: 'quantitative', title: 'Share of sessions (%)', format: '.1f' },
          ],
        },
      };
    };
    return {
      spacing: 24,
      concat: [panel(ratings, `${capitalized(word)} in the session`, false), panel(minutes, 'Length (minutes)', true)],
      resolve: { scale: { y: 'shared' } },
    };
  },
});

/** Puts people into a table `sitting`, where all together have too many half hours; all have the same chance. */
async function drawSome(survey: Survey): Promise<SessionLengths['drawn']> {
  const { rows } = await survey.database.row<{ rows: number }>('SELECT count(*) AS rows FROM half_hours');
  if (rows <= mostHalfHours) return undefined;
  const most = Math.ceil((survey.counts.people * drawnHalfHours) / rows);
  const among = 'SELECT "user" FROM user_counts WHERE first IS NOT NULL';
  return samplePeople(survey, { table: 'sitting', purpose: 'session-lengths', among, most });
}

/** In SQL: the largest power of two that a whole number from 1 on reaches. */
const powerOfTwo = (count: string): string => `pow(2, floor(log2(${count})))`;

/** All bins up to the last one that has something. */
function withEmpty(bins: readonly Bin[], first: 0 | 1): Bin[] {
  const all: Bin[] = [];
  for (let from: number = first; from <= bins[bins.length - 1].from; from = from * 2 || 1) {
    all.push(bins.find((bin) => bin.from === from) ?? { from, sessions: 0 });
  }
  return all;
}

function label(from: number, isTime: boolean): string {
  if (isTime) return from === 0 ? 'under 1' : `${whole(from)}–${whole(2 * from)}`;
  return from === 1 ? '1' : `${whole(from)}–${whole(2 * from - 1)}`;
}

const whole = (count: number): string => count.toLocaleString('en-US');

function longest(seconds: number): string {
  if (seconds === 0) return 'no longer than a second';
  return seconds < 60 ? 'less than a minute' : `at most ${counted(Math.ceil(seconds / 60), 'minute')}`;
}

const lasting = (seconds: number): string =>
  seconds < 60 ? 'less than a minute' : counted(Math.round(seconds / 60), 'minute');
