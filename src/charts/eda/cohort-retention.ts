import type { Layer } from '../chart.ts';
import { heatColors } from '../heat-colors.ts';
import { palette } from '../palette.ts';
import { capitalized } from '../capitalized.ts';
import { counted } from '../counted.ts';
import { percent } from '../percent.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { grainFor, grains, periodName, periodOf, type Grain } from './grain.ts';

/** How many people come back, by when they came first. */
export interface CohortRetention {
  readonly grain: Exclude<Grain, 'day'>;
  /**
   * For the `people` whose first rating fell into the period that begins on the day `cohort`, ascending: how many of them
   * rated (`active`) in their second, third, … period (`nth`), each counted from the person's own first rating. Only
   * periods that all of them had as a whole before the data end.
   */
  readonly cells: readonly {
    readonly cohort: string;
    readonly nth: number;
    readonly people: number;
    readonly active: number;
  }[];
}

/** The most cohorts, and the last period of a person's time that is looked at. */
const mostCohorts = 24;
const lastPeriod = 12;
/** A share of fewer people is not shown, and one of fewer not spoken of. */
const fewestShown = 5;
const fewestNamed = 30;
const ordinals = [
  '',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
];

export const cohortRetention = defineEdaChart({
  name: 'cohort-retention',
  summary: 'How many people still rate after their first period, by when they began.',
  section: 'people',
  needs: ['times', 'days', 'several people'],
  async aggregate({ database }): Promise<CohortRetention | LeftOut> {
    const { first, end } = await database.row<{ first: number; end: number }>(
      `SELECT min(first) AS first, max(last) AS "end" FROM half_hours`,
    );
    const grain = grainFor((end - first) / day, mostCohorts, ['week', 'month', 'quarter', 'year']);
    const length = grains[grain] * day;
    const cells = await database.rows<CohortRetention['cells'][number]>(`
      WITH beginners AS (SELECT "user", first, ${periodOf(grain, 'first')} AS cohort FROM user_counts WHERE first IS NOT NULL),
      cohorts AS (
        SELECT cohort, count(*) AS people, least((${end} - max(first)::BIGINT) // ${length}, ${lastPeriod}) AS whole
        FROM beginners GROUP BY cohort),
      returned AS (
        SELECT cohort, nth, count(*) AS active
        FROM (
          SELECT DISTINCT "user", cohort,
            unnest([half_hours.first - beginners.first, last - beginners.first]) // ${length} + 1 AS nth
          FROM half_hours JOIN beginners USING ("user") WHERE last >= beginners.first + ${length})
        GROUP BY ALL)
      SELECT cohort::VARCHAR AS cohort, nth::INTEGER AS nth, people, coalesce(active, 0) AS active
      FROM cohorts JOIN range(2, ${lastPeriod + 1}) AS periods(nth) ON nth <= whole LEFT JOIN returned USING (cohort, nth)
      ORDER BY ALL`);
    if (!cells.some(({ people }) => people >= fewestShown)) {
      return new LeftOut(`no ${fewestShown} people began in the same ${grain} and were there for two`);
    }
    return { grain, cells };
  },
  title({ grain, cells }) {
    const late = lateOf(cells);
    // Both of the same people, so that they can be compared.
    const second = shareOf(late === undefined ? cells : cells.filter(({ cohort }) => has(cells, cohort, late)), 2);
    if (second === undefined) return 'Nobody has been there long enough to come back';
    const found = `Of 100 new people, ${hundred(second)} rate again in their second ${grain}`;
    return late === undefined ? found : `${found} and ${hundred(shareOf(cells, late)!)} in their ${ordinals[late]}`;
  },
  subtitle({ grain, cells }) {
    if (cells.length === 0) return '';
    const days = grains[grain];
    return (
      `Of those who began in the same ${grain} (in brackets: how many), the percentage that rated at least one film in their ` +
      `second ${grain}, which is days ${days + 1} to ${2 * days} from the first rating on, and in those after it. Who began in the first ${grain} may have been there before the data.`
    );
  },
  description({ grain, cells }) {
    if (cells.length === 0) return 'A grid of people by when they began and how long ago: there is nothing yet.';
    const shares = nths(cells).map((nth) => `${ordinals[nth]} ${percent(shareOf(cells, nth)!)}`);
    const cohorts = [...new Set(cells.map(({ cohort }) => cohort))];
    return (
      `A grid: in a row people who began in the same ${grain} (${counted(cohorts.length, grain)} from ` +
      `${periodName(grain, cohorts[0])} on), from left to right their ${grain}s since, darker where more rated again. ` +
      `Of all who have had the ${grain}: ${shares.join(', ')}.`
    );
  },
  plot({ grain, cells }) {
    const shown = cells.filter(({ people }) => people >= fewestShown);
    if (shown.length === 0) return null;
    const most = Math.max(...shown.map(({ people, active }) => active / people), 0.01);
    const values = shown.map(({ cohort, nth, people, active }) => ({
      began: periodName(grain, cohort),
      cohort: `${periodName(grain, cohort).replace('the week of ', '')} (${people.toLocaleString('en-US')})`,
      nth,
      people,
      active,
      percent: (100 * active) / people,
      text: percent(active / people)
        .replace(' %', '')
        .replace('under ', '<')
        .replace('over ', '>'),
      dark: active / people > 0.9 * most,
    }));
    const cohorts = [...new Set(values.map(({ cohort }) => cohort))];
    const x = {
      field: 'nth',
      type: 'ordinal' as const,
      title: `${capitalized(grain)} since the first rating (${grains[grain]} days each)`,
      axis: { labelAngle: 0, domain: false, ticks: false },
    };
    const y = {
      field: 'cohort',
      type: 'ordinal' as const,
      sort: cohorts,
      title: `${capitalized(grain)} of the first rating (people)`,
      axis: { domain: false, ticks: false },
    };
    const layer: Layer[] = [
      {
        mark: { type: 'rect', stroke: 'gainsboro', strokeWidth: 0.5 },
        encoding: {
          color: {
            field: 'percent',
            type: 'quantitative',
            title: 'Rated again (%)',
            scale: { domain: [0, 100 * most], ...heatColors },
          },
          tooltip: [
            { field: 'began', title: 'First rating in' },
            { field: 'nth', title: capitalized(grain) },
            { field: 'people', type: 'quantitative', title: 'People', format: ',' },
            { field: 'active', type: 'quantitative', title: 'Rated again', format: ',' },
            { field: 'percent', type: 'quantitative', title: 'Rated again (%)', format: '.1f' },
          ],
        },
      },
      {
        mark: { type: 'text' },
        encoding: {
          text: { field: 'text' },
          color: { condition: { test: 'datum.dark', value: 'white' }, value: palette.black },
        },
      },
    ];
    return { width: { step: 44 }, height: { step: 20 }, data: { values }, encoding: { x, y }, layer };
  },
});

type Cells = CohortRetention['cells'];

const day = 86_400;

const nths = (cells: Cells): number[] => [...new Set(cells.map(({ nth }) => nth))].sort((a, b) => a - b);

/** Of the people of all cohorts that have had their n-th period, those who rated in it. */
function shareOf(cells: Cells, nth: number): number | undefined {
  const own = cells.filter((cell) => cell.nth === nth);
  const people = own.reduce((sum, cell) => sum + cell.people, 0);
  return people > 0 ? own.reduce((sum, cell) => sum + cell.active, 0) / people : undefined;
}

/**
 * The last period that at least half of all have had, unless it is the second; later ones are of those who came early
 * alone, and not to be compared.
 */
function lateOf(cells: Cells): number | undefined {
  const peopleOf = (nth: number): number => cells.reduce((sum, cell) => sum + (cell.nth === nth ? cell.people : 0), 0);
  const needed = Math.max(fewestNamed, peopleOf(2) / 2);
  return nths(cells).findLast((nth) => nth > 2 && peopleOf(nth) >= needed);
}

const has = (cells: Cells, cohort: string, nth: number): boolean =>
  cells.some((cell) => cell.cohort === cohort && cell.nth === nth);

function hundred(share: number): string {
  if (share === 0) return 'none';
  return share < 0.005 ? 'fewer than 1' : String(Math.round(100 * share));
}
