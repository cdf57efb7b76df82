import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { samplePeople } from './sample-people.ts';

/**
 * How people's ratings change as they rate more, beside what others give the same films: a person's rating minus the mean
 * of all others for the film, so that what people choose to see does not count; the mean of a person, and then of people.
 */
export interface RatingDrift {
  /** Who are looked at throughout, of so many with at least `horizon` ratings: the first of these. */
  readonly people: number;
  readonly of: number;
  readonly horizon: number;
  /** From each person's `from`-th to their `to`-th rating; `margin` is half the 95 % interval of the mean over people. */
  readonly steps: readonly {
    readonly from: number;
    readonly to: number;
    readonly mean: number;
    readonly margin: number;
  }[];
  /** The same for the last step minus the first one, person by person. */
  readonly change: { readonly mean: number; readonly margin: number };
}

/** The first step has so many ratings; each further one ends at twice the number. */
const firstStep = 4;
/** Others' ratings that a film must have at least, for its mean to say something. */
const fewestOthers = 4;
const fewestPeople = 30;
/** People are enough for a band that is narrower than anything worth saying. */
const mostPeople = 3000;

export const ratingDrift = defineEdaChart({
  name: 'rating-drift',
  summary: 'Whether people become harsher or milder the more they rate.',
  section: 'people',
  needs: ['rows', 'values', 'times', 'several people'],
  async aggregate(survey): Promise<RatingDrift | LeftOut> {
    const { database } = survey;
    // Who has the same time throughout has no first and last ratings.
    const timed = `SELECT "user", sum(ratings) AS ratings FROM half_hours GROUP BY "user" HAVING max(last) > min(first)`;
    const powers = await database.rows<{ power: number; people: number }>(`
      SELECT floor(log2(ratings))::INTEGER AS power, count(*) AS people FROM (${timed})
      WHERE ratings >= ${2 * firstStep} GROUP BY power ORDER BY power DESC`);
    const horizon = horizonOf(powers);
    if (horizon === undefined) {
      return new LeftOut(`fewer than ${fewestPeople} people have ${2 * firstStep} ratings one after another`);
    }
    const among = `SELECT "user" FROM (${timed}) WHERE ratings >= ${horizon}`;
    const drawn = await samplePeople(survey, { table: 'drifting', purpose: 'rating-drift', among, most: mostPeople });
    await database.run(`CREATE OR REPLACE TEMP TABLE drift AS
      SELECT "user", greatest(${firstStep}, pow(2, ceil(log2(nth))))::INTEGER AS "to",
        avg(rating - (films.mean * films.ratings - rating) / (films.ratings - 1)) AS above
      FROM (
        SELECT "user", item, rating::DOUBLE AS rating, row_number() OVER (PARTITION BY "user" ORDER BY time, item) AS nth
        FROM ratings SEMI JOIN drifting USING ("user") WHERE time IS NOT NULL) AS own
      JOIN film_counts AS films USING (item)
      WHERE nth <= ${horizon} AND films.ratings > ${fewestOthers} GROUP BY ALL`);
    // Sums of doubles depend on their order by some last bits.
    const figures = `round(avg(above), 6) AS mean, round(coalesce(1.96 * stddev_samp(above) / sqrt(count(*)), 0), 6) AS margin`;
    const steps = await database.rows<RatingDrift['steps'][number]>(`
      SELECT CASE WHEN "to" = ${firstStep} THEN 1 ELSE "to" // 2 + 1 END AS "from", "to", ${figures}
      FROM drift GROUP BY "to" ORDER BY "to"`);
    const change = await database.row<RatingDrift['change']>(`
      SELECT ${figures} FROM (
        SELECT late.above - early.above AS above FROM drift AS early JOIN drift AS late USING ("user")
        WHERE early."to" = ${firstStep} AND late."to" = ${horizon})`);
    await database.run('DROP TABLE drift; DROP TABLE drifting');
    if (steps.length < 2 || change.mean === null) return new LeftOut('hardly any film was rated by five people');
    return { ...drawn, horizon, steps, change };
  },
  title({ steps, change: { mean, margin } }) {
    if (steps.length < 2) return 'Nobody has rated for long yet';
    const { from, to } = steps[steps.length - 1];
    const late = `their ${ordinal(from)} to ${ordinal(to)} ratings are`;
    const early = `than their first ${firstStep}`;
    if (Math.abs(mean) <= margin) {
      return `People become neither harsher nor milder: film for film, ${late} as high as their first ${firstStep}${margin < 0.005 ? '' : `, give or take ${points(margin)}`}`;
    }
    return mean < 0
      ? `People become harsher: film for film, ${late} ${points(mean)} lower ${early}`
      : `People become milder: film for film, ${late} ${points(mean)} higher ${early}`;
  },
  subtitle({ people, of, horizon, steps }) {
    if (steps.length < 2) return '';
    const who =
      people < of
        ? `${counted(people, 'person', 'people')} drawn from the ${of.toLocaleString('en-US')}`
        : `the ${counted(people, 'person', 'people')}`;
    return (
      `A rating minus the mean that all others gave the film; the mean over ${who} with at least ` +
      `${counted(horizon, 'rating')}, the same throughout, and its 95 % interval.`
    );
  },
  description({ people, steps, change }) {
    if (steps.length < 2)
      return 'A line: how far people’s ratings lie above those of others, by their order; there are none yet.';
    const said = steps.map(({ from, to, mean, margin }) => `${from} to ${to}: ${signed(mean)} ± ${margin.toFixed(2)}`);
    return (
      `A line with a band: how far ratings of ${counted(people, 'person', 'people')} lie above or below what others gave the ` +
      `same films, in points, by how many they had given before. Ratings ${said.join('; ')}. ` +
      `The last minus the first, person by person: ${signed(change.mean)} ± ${change.margin.toFixed(2)}.`
    );
  },
  plot({ steps }) {
    if (steps.length < 2) return null;
    const values = steps.map(({ from, to, mean, margin }) => {
      return { step: `${from}–${to.toLocaleString('en-US')}`, mean, low: mean - margin, high: mean + margin };
    });
    const y = {
      field: 'low',
      type: 'quantitative' as const,
      title: 'Above or below others’ ratings (points)',
      axis: { tickCount: 6, labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+.2~f')" },
    };
    return {
      height: 280,
      data: { values },
      encoding: {
        x: {
          field: 'step',
          type: 'ordinal',
          sort: null,
          title: 'Which of a person’s ratings, in the order of time',
          axis: { labelAngle: 0, grid: false },
          scale: { type: 'point', padding: 0.3 },
        },
      },
      layer: [
        {
          data: { values: [{}] },
          mark: { type: 'rule', color: palette.gray, strokeDash: [5, 4] },
          encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { datum: 0 } },
        },
        { mark: { type: 'area', color: palette.sky, opacity: 0.4 }, encoding: { y, y2: { field: 'high' } } },
        {
          mark: { type: 'line', color: palette.blue, point: { size: 60, filled: true, color: palette.blue } },
          encoding: {
            y: { field: 'mean', type: 'quantitative' },
            tooltip: [
              { field: 'step', title: 'Ratings' },
              { field: 'mean', type: 'quantitative', title: 'Above others’ (points)', format: '+.3f' },
              { field: 'low', type: 'quantitative', title: '95 % interval from', format: '+.3f' },
              { field: 'high', type: 'quantitative', title: 'to', format: '+.3f' },
            ],
          },
        },
      ],
    };
  },
});

/** The largest power of two that enough people reach, so that all steps are of the same ones; these, descending, by power. */
function horizonOf(powers: readonly { readonly power: number; readonly people: number }[]): number | undefined {
  const all = powers.reduce((sum, { people }) => sum + people, 0);
  const needed = Math.max(fewestPeople, all / 10);
  let reached = 0;
  for (const { power, people } of powers) {
    reached += people;
    if (reached >= needed) return 2 ** power;
  }
  return undefined;
}

const points = (amount: number): string => `${Math.abs(amount).toFixed(2)} points`;

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`;

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const rules = new Intl.PluralRules('en-US', { type: 'ordinal' });
const ordinal = (nth: number): string => `${nth.toLocaleString('en-US')}${endings[rules.select(nth)]}`;
