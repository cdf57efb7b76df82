import { counted } from '../counted.ts';
import { labelAngleOf } from '../label-angle.ts';
import { logTicks } from '../log-ticks.ts';
import { palette } from '../palette.ts';
import { countBin, countBinName, countBins } from './count-bins.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { niceStep } from './nice-step.ts';

/** How films are rated, by how many ratings they have; each film counts once. */
export interface MeanByPopularity {
  readonly films: number;
  /** The half of the films with the fewest ratings, and the tenth with the most; ties make either larger. */
  readonly rare: FilmGroup;
  readonly popular: FilmGroup;
  /** From the lowest to the highest rating there can be; how high a cell is. */
  readonly range: number;
  readonly step: number;
  /** Films by the bin of their count (see `countBins`) and the lower end of the cell that their mean falls into. */
  readonly cells: readonly { readonly bin: number; readonly low: number; readonly films: number }[];
  /** The films' means in each bin, ascending: their mean and quartiles. */
  readonly bins: readonly BinMeans[];
}
interface FilmGroup {
  /** The most ratings that one of the rare films has, or the fewest that one of the popular ones has. */
  readonly ratings: number;
  readonly mean: number;
}
interface BinMeans {
  readonly bin: number;
  readonly films: number;
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

/** The mean of fewer films is one of chance; not drawn unless there is no other. */
const enough = 10;
const legendLength = 180;

export const meanByPopularity = defineEdaChart({
  name: 'mean-by-popularity',
  summary: 'Whether films with many ratings are rated better.',
  section: 'films',
  needs: ['values', 'several films'],
  async aggregate({ database, counts: { films }, scale: { min, max } }): Promise<MeanByPopularity | LeftOut> {
    const { ratings, ...means } = await database.row<{ rare: number; popular: number; ratings: number; from: number }>(`
      WITH ends AS (
        SELECT quantile_disc(ratings, 0.5) AS median, quantile_disc(ratings, 0.9) AS high FROM film_counts),
      marked AS (
        SELECT ratings, mean, median, ratings <= median AS isRare, ratings > median AND ratings >= high AS isPopular
        FROM film_counts, ends)
      SELECT any_value(median) AS ratings, min(ratings) FILTER (isPopular) AS "from",
        round(avg(mean) FILTER (isRare), 6) AS rare,
        round(avg(mean) FILTER (isPopular), 6) AS popular FROM marked`);
    if (means.from === null) return new LeftOut('no film has more ratings than most others');
    const step = niceStep(max - min, 20);
    const cell = `round(least(floor(round(mean / ${step}, 6)), ceil(round(${max} / ${step}, 6)) - 1) * ${step}, 6)`;
    const cells = await database.rows<MeanByPopularity['cells'][number]>(`
      SELECT ${countBin('ratings')} AS bin, ${cell} AS low, count(*) AS films FROM film_counts GROUP BY ALL ORDER BY ALL`);
    const bins = await database.rows<BinMeans>(`
      SELECT ${countBin('ratings')} AS bin, count(*) AS films, round(avg(mean), 6) AS mean,
        round(quantile_cont(mean, 0.25), 6) AS lower, round(quantile_cont(mean, 0.75), 6) AS upper
      FROM film_counts GROUP BY 1 ORDER BY 1`);
    return {
      films,
      rare: { ratings, mean: means.rare },
      popular: { ratings: means.from, mean: means.popular },
      range: max - min,
      step,
      cells,
      bins,
    };
  },
  title({ films, rare, popular, range }) {
    if (films === 0) return 'No rated films yet';
    if (films === 1) return `The only film is rated ${popular.mean.toFixed(2)} on average`;
    const gain = popular.mean - rare.mean;
    const [high, low] = [popular, rare].map(({ mean }) => mean.toFixed(2));
    const figures = `${high} on average with ${whole(popular.ratings)} ratings or more, ${low} with ${orFewer(rare.ratings)}`;
    if (Math.abs(gain) < 0.02 * range) return `Popular films are rated about like the others: ${figures}`;
    return `Popular films are rated ${gain > 0 ? 'better' : 'worse'}: ${figures}`;
  },
  subtitle({ films }) {
    if (films === 0) return '';
    const compared =
      films === 1
        ? ''
        : ' The title compares the tenth of the films with the most ratings and the half with the fewest.';
    return `Each film counts once, with the mean of its ratings. Red: the mean of these and their middle half, where there are at least 10 films.${compared}`;
  },
  description({ films, bins }) {
    const kind =
      'A heat map: how many films there are by their number of ratings (log bins) and the mean of these ratings';
    if (films === 0) return `${kind}; there are none yet.`;
    const means = bins.map(
      ({ bin, films: count, mean, lower, upper }) =>
        `${countBinName(bin)} ratings: mean ${mean.toFixed(2)}, the middle half from ${lower.toFixed(2)} to ` +
        `${upper.toFixed(2)}, ${counted(count, 'film')}`,
    );
    return `${kind}, with the mean and the middle half of the films for each number. ${means.join('; ')}.`;
  },
  plot({ films, step, cells, bins }) {
    if (films === 0) return null;
    const most = Math.max(...cells.map((cell) => cell.films));
    const names = countBins(bins[0].bin, bins.at(-1)!.bin).map(countBinName);
    const lows = cells.map(({ low }) => low);
    const count = { field: 'films', type: 'quantitative' as const, title: 'Films', format: ',' };
    const figure = (field: string, title: string) => ({ field, title, type: 'quantitative' as const, format: '.2f' });
    const many = bins.filter((row) => row.films >= enough);
    const rows = (many.length > 0 ? many : bins).map((row) => ({ ...row, name: countBinName(row.bin) }));
    return {
      data: { values: rows },
      encoding: {
        x: {
          field: 'name',
          type: 'ordinal',
          title: 'Ratings per film (log bins)',
          axis: { labelAngle: labelAngleOf(names), ticks: false },
          scale: { domain: names },
        },
        y: {
          type: 'quantitative',
          title: 'Mean rating of a film',
          scale: { domain: [Math.min(...lows), Math.max(...lows) + step], nice: false, zero: false },
        },
      },
      layer: [
        {
          data: {
            values: cells.map(({ bin, low, films: inCell }) => {
              const high = Number((low + step).toFixed(6));
              return { name: countBinName(bin), low, high, films: inCell, means: `${low} to ${high}` };
            }),
          },
          mark: { type: 'rect', width: { band: 1 } },
          encoding: {
            y: { field: 'low' },
            y2: { field: 'high' },
            color: {
              field: 'films',
              type: 'quantitative',
              // A light gray would pass for nothing: the lowest count has a color as well.
              scale: { type: 'log', domain: [1, Math.max(most, 2)], scheme: { name: 'blues', extent: [0.15, 1] } },
              legend: {
                title: 'Films (log scale)',
                titleOrient: 'left',
                format: ',',
                values: logTicks(1, Math.max(most, 2), legendLength),
                gradientLength: legendLength,
              },
            },
            tooltip: [{ field: 'name', title: 'Ratings per film' }, { field: 'means', title: 'Mean rating' }, count],
          },
        },
        {
          mark: { type: 'rule', color: palette.vermilion, strokeWidth: 2 },
          encoding: { y: { field: 'lower' }, y2: { field: 'upper' } },
        },
        { mark: { type: 'line', color: palette.vermilion }, encoding: { y: { field: 'mean' } } },
        {
          mark: { type: 'point', filled: true, size: 60, opacity: 1, color: palette.vermilion },
          encoding: {
            y: { field: 'mean' },
            tooltip: [
              { field: 'name', title: 'Ratings per film' },
              figure('mean', 'Mean of the films’ means'),
              figure('lower', 'Lower quartile'),
              figure('upper', 'Upper quartile'),
              count,
            ],
          },
        },
      ],
    };
  },
});

const whole = (count: number): string => count.toLocaleString('en-US');
const orFewer = (count: number): string => (count === 1 ? 'only one' : `${whole(count)} or fewer`);
