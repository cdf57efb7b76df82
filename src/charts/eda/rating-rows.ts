import type { Layer, VegaLiteSpec } from '../chart.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { largeEnough } from './large-enough.ts';
import { ratingAxis } from './rating-axis.ts';
import { ratingBars } from './rating-bars.ts';
import type { RatingGroup, RatingGroups } from './rating-groups.ts';

const rowHeight = 34;
/** Of a row, what the highest bar of all takes. */
const tallest = 0.84;
/** Where the columns of figures to the right of the plot end, in pixels from it. */
const columns = { mean: 46, good: 100, count: 180 };

/**
 * The distributions of several groups' ratings below each other, on one axis: each a row of bars with its mean, and the
 * figures beside it as in a table.
 * @param what names a group: "Genre"
 */
export function ratingRows({ groups, width, relevant, mean }: RatingGroups, what: string): VegaLiteSpec {
  // Bars are as wide in every row, though a value may be missing in some.
  const values = [...new Set(groups.flatMap(({ ratings }) => ratings.map(({ rating }) => rating)))];
  const shapes = ratingBars(
    values.map((rating) => ({ rating, count: 0 })),
    width,
    relevant,
  );
  const shapeOf = new Map(shapes.map((shape) => [shape.rating, shape]));
  const sharesOf = ({ count, ratings }: RatingGroup): number[] => ratings.map((row) => row.count / count);
  // A group of three ratings may have all of them in one bar; others are not to look flat beside it.
  const highest = Math.max(...largeEnough(groups).flatMap(sharesOf));
  const bars = groups.flatMap(({ name, count: all, ratings }, row) =>
    ratings.map(({ rating, count }) => {
      const foot = row + (1 + tallest) / 2;
      const top = foot - tallest * Math.min(1, count / all / highest);
      return { ...shapeOf.get(rating)!, group: shownName(name), count, percent: (100 * count) / all, top, foot };
    }),
  );
  const rows = groups.map((group, row) => ({
    name: shownName(group.name),
    mean: group.mean,
    middle: row + 0.5,
    foot: row + (1 + tallest) / 2,
    top: row + (1 - tallest) / 2,
    label: group.mean.toFixed(2),
    good: percent(group.good / group.count),
    count: group.count.toLocaleString('en-US'),
  }));
  return {
    width: 380,
    height: rowHeight * groups.length,
    data: { values: rows },
    encoding: {
      x: ratingAxis(shapes, width, mean),
      y: { type: 'quantitative', axis: null, scale: { domain: [0, groups.length], nice: false, reverse: true } },
    },
    layer: [
      {
        mark: { type: 'rule', color: palette.gray, opacity: 0.4 },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { field: 'foot' } },
      },
      {
        data: { values: bars },
        mark: { type: 'rect' },
        encoding: {
          x: { field: 'from' },
          x2: { field: 'to' },
          y: { field: 'top' },
          y2: { field: 'foot' },
          color: {
            field: 'good',
            type: 'nominal',
            scale: { domain: [false, true], range: [palette.sky, palette.blue] },
            legend: null,
          },
          tooltip: [
            { field: 'group', title: what },
            { field: 'name', title: 'Rating' },
            { field: 'count', type: 'quantitative', title: 'Ratings', format: ',' },
            { field: 'percent', type: 'quantitative', title: 'Share of the row (%)', format: '.1f' },
          ],
        },
      },
      {
        data: { values: [{ mean }] },
        mark: { type: 'rule', strokeDash: [5, 4], color: palette.black, y: 0, y2: 'height' },
        encoding: { x: { field: 'mean' } },
      },
      {
        mark: { type: 'rule', color: palette.vermilion, strokeWidth: 3 },
        encoding: { x: { field: 'mean' }, y: { field: 'top' }, y2: { field: 'foot' } },
      },
      ...column(what, 'name', { x: 0, dx: -10 }),
      ...column('Mean', 'label', { x: 'width', dx: columns.mean }),
      ...column('Good', 'good', { x: 'width', dx: columns.good }),
      ...column('Ratings', 'count', { x: 'width', dx: columns.count }),
    ],
  };
}

/** Texts beside the rows, with what they are above them. */
function column(title: string, field: string, at: { x: number | 'width'; dx: number }): Layer[] {
  const text = { type: 'text', align: 'right', ...at } as const;
  return [
    {
      data: { values: [{ title }] },
      mark: { ...text, y: -8, fontWeight: 'bold' },
      encoding: { x: { value: at.x }, y: { value: -8 }, text: { field: 'title' } },
    },
    {
      mark: { ...text, color: palette.black, limit: 150 },
      encoding: { x: { value: at.x }, y: { field: 'middle' }, text: { field } },
    },
  ];
}
