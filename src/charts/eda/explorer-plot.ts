import { capitalized } from '../capitalized.ts';
import type { Panel, VegaLiteSpec } from '../chart.ts';
import { heatColors } from '../heat-colors.ts';
import { palette } from '../palette.ts';
import type { Explorer } from './explorer.ts';

/** How many films are listed: the most rated of a selection are among the most rated of each of its cells. */
export const mostFilms = 15;

/**
 * A heat map to select from, and views that show the selection alone: all of it, as long as nothing is selected. Rows
 * name genres and films by their places in `genreNames` and `filmNames`, two signals of the chart.
 */
export function explorerPlot(data: Explorer): VegaLiteSpec {
  const right = [
    ...(data.values.length > 0 ? [distribution(data)] : []),
    ...(new Set(data.years.map(({ year }) => year)).size > 1 ? [byYear(data)] : []),
  ];
  return {
    params: [
      { name: 'genreNames', value: [...data.genres] },
      { name: 'filmNames', value: data.films.map(({ title }) => title) },
    ],
    spacing: 24,
    vconcat: [
      right.length > 0 ? { spacing: 24, hconcat: [heatMap(data), { spacing: 20, vconcat: right }] } : heatMap(data),
      // As wide as what is above it.
      films(data, right.length > 0 ? cell * data.decades.length + small.width + 80 : 440),
    ],
  };
}

/** How wide a cell is, and how large the views beside the heat map are. */
const cell = 27;
const small = { width: 230, height: 130 };

const heading = (text: string) => ({ text, fontSize: 12, fontWeight: 'normal' as const, offset: 6 });

const nothingElse = { ticks: false, domain: false };

const heatMap = ({ cells, genres, decades, word, ratings }: Explorer): Panel => ({
  title: heading(`${capitalized(word)} by genre and decade: select here`),
  width: { step: cell },
  height: { step: 20 },
  params: [
    {
      name: 'selected',
      select: {
        type: 'interval',
        encodings: ['x', 'y'],
        // The wheel is for the page.
        zoom: false,
        mark: { fill: palette.black, fillOpacity: 0.06, stroke: palette.black, strokeWidth: 1.5 },
      },
    },
  ],
  ...table(
    cells.map((cell) => ({ ...cell, percent: Number(((100 * cell.ratings) / ratings).toPrecision(3)) })),
    [{ calculate: 'genreNames[datum.genre]', as: 'name' }],
  ),
  mark: { type: 'rect', stroke: 'white', strokeWidth: 1 },
  encoding: {
    x: {
      field: 'decade',
      type: 'ordinal',
      scale: { domain: [...decades] },
      title: 'Decade of release',
      axis: { ...nothingElse, labelAngle: -45, labelExpr: "datum.value + 's'" },
    },
    y: {
      field: 'genre',
      type: 'ordinal',
      scale: { domain: genres.map((_, place) => place) },
      title: 'Genre',
      axis: { ...nothingElse, labelLimit: 110, labelExpr: 'genreNames[datum.value]' },
    },
    color: {
      field: 'ratings',
      type: 'quantitative',
      scale: { type: 'pow', exponent: 0.4, domainMin: 0, ...heatColors },
      legend: null,
    },
    tooltip: [
      { field: 'name', title: 'Genre' },
      { field: 'decade', type: 'quantitative', title: 'Decade of release', format: 'd' },
      { field: 'ratings', type: 'quantitative', title: capitalized(word), format: ',' },
      { field: 'percent', type: 'quantitative', title: `Share of all ${word} (%)`, format: '.2~f' },
      { field: 'films', type: 'quantitative', title: 'Rated films', format: ',' },
    ],
  },
});

/** How much of what is selected falls on each value of a field. */
const shares = (field: 'rating' | 'year') => [
  { filter: { param: 'selected' } },
  { aggregate: [{ op: 'sum' as const, field: 'ratings', as: 'ratings' }], groupby: [field] },
  { joinaggregate: [{ op: 'sum' as const, field: 'ratings', as: 'all' }] },
  { calculate: '100 * datum.ratings / datum.all', as: 'percent' },
];

const shareAxis = (word: Explorer['word']) => ({
  field: 'percent',
  type: 'quantitative' as const,
  title: `Share of the ${word} (%)`,
  axis: { tickCount: 4 },
});

const distribution = ({ values, width, word }: Explorer): Panel => ({
  title: heading(`The ${word} by value`),
  ...small,
  ...table(values, shares('rating')),
  mark: { type: 'bar', width: { band: 0.8 } },
  encoding: {
    x: {
      field: 'rating',
      type: 'ordinal',
      scale: { domain: [...new Set(values.map(({ rating }) => rating))].sort((a, b) => a - b) },
      title: width === null ? 'Rating' : `Rating, from … to ${width} more`,
      axis: { labelAngle: 0, labelOverlap: true },
    },
    y: shareAxis(word),
    tooltip: [
      { field: 'rating', type: 'quantitative', title: 'Rating', format: '~g' },
      { field: 'percent', type: 'quantitative', title: `Share of the selected ${word} (%)`, format: '.1f' },
    ],
  },
});

function byYear({ years, word }: Explorer): Panel {
  const all = years.map(({ year }) => year);
  const [from, to] = [Math.min(...all) - 0.5, Math.max(...all) + 0.5];
  return {
    title: heading(`The ${word} by year`),
    ...small,
    ...table(years, shares('year')),
    mark: { type: 'bar', width: Math.max(1, Math.floor((0.8 * small.width) / (to - from))) },
    encoding: {
      x: {
        field: 'year',
        type: 'quantitative',
        scale: { domain: [from, to], nice: false },
        title: `Year of the ${word.replace(/s$/, '')}`,
        axis: { format: 'd', tickMinStep: 1, tickCount: 5, grid: false },
      },
      y: shareAxis(word),
      tooltip: [
        { field: 'year', type: 'quantitative', title: 'Year', format: 'd' },
        { field: 'percent', type: 'quantitative', title: `Share of the selected ${word} (%)`, format: '.1f' },
      ],
    },
  };
}

function films({ top, films, word }: Explorer, width: number): Panel {
  const rows = top.map(({ genre, decade, film }) => {
    const { ratings, mean } = films[film];
    return { genre, decade, film, ratings, ...(mean !== null && { mean }) };
  });
  const hasMeans = films.some(({ mean }) => mean !== null);
  return {
    title: heading(`The most rated films${hasMeans ? ', and their mean rating' : ''}`),
    width,
    height: { step: 18 },
    ...table(rows, [
      { filter: { param: 'selected' } },
      {
        aggregate: (hasMeans ? ['ratings', 'mean'] : ['ratings']).map((field) => ({
          op: 'max' as const,
          field,
          as: field,
        })),
        groupby: ['film'],
      },
      // Films are numbered from the most rated one on.
      { window: [{ op: 'row_number', as: 'rank' }], sort: [{ field: 'film' }] },
      { filter: `datum.rank <= ${mostFilms}` },
      { calculate: 'filmNames[datum.film]', as: 'title' },
    ]),
    encoding: {
      x: {
        field: 'ratings',
        type: 'quantitative',
        title: `Number of ${word}`,
        axis: { tickCount: 5, format: ',d', tickMinStep: 1 },
      },
      y: {
        field: 'film',
        type: 'ordinal',
        title: 'Film',
        axis: { ...nothingElse, labelLimit: 320, labelExpr: 'filmNames[datum.value]' },
      },
      tooltip: [
        { field: 'title', title: 'Film' },
        { field: 'ratings', type: 'quantitative', title: capitalized(word), format: ',' },
        ...(hasMeans ? [{ field: 'mean', type: 'quantitative' as const, title: 'Mean rating', format: '.2f' }] : []),
      ],
    },
    layer: [
      { mark: { type: 'bar', height: { band: 0.75 } } },
      ...(hasMeans
        ? [
            {
              // In a column of their own, where the picture has room for them whatever is selected.
              mark: { type: 'text' as const, align: 'left' as const, dx: 8 },
              encoding: { x: { value: 'width' as const }, text: { field: 'mean', format: '.2f' } },
            },
          ]
        : []),
    ],
  };
}

/** Rows of numbers as CSV inside the spec, a third as long as JSON, and what is to be done with them. */
function table(rows: readonly Readonly<Record<string, number>>[], transform: NonNullable<Panel['transform']>) {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => row[column]).join(','));
  return {
    data: {
      values: [columns.join(','), ...lines].join('\n'),
      format: { type: 'csv' as const, parse: Object.fromEntries(columns.map((column) => [column, 'number'])) },
    },
    transform,
  };
}
