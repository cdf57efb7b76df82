import type { ChartList } from '../../server/contract.ts';

type Chart = ChartList['charts'][number];

export interface ChartSection {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly Chart[];
}

/** What the sections of the charts of a data set are called, in their order. */
const titles: Readonly<Record<string, string>> = {
  ratings: 'The ratings',
  films: 'The films',
  people: 'The people',
  time: 'Over time',
  catalog: 'What is known of the films',
};

/** Charts by section; the one to play with comes first, since it invites to look around. */
export function sectionsOf(charts: readonly Chart[]): ChartSection[] {
  const ids = [...new Set([...Object.keys(titles), ...charts.map(({ section }) => section)])];
  return ids
    .map((section) => ({
      id: `charts-${section.toLowerCase().replace(/\W+/g, '-')}`,
      title: titles[section] ?? section,
      charts: charts
        .filter((chart) => chart.section === section)
        .toSorted((a, b) => Number(b.chart === 'explorer') - Number(a.chart === 'explorer')),
    }))
    .filter(({ charts: { length } }) => length > 0);
}
