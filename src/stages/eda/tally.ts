import { titleOf } from '../../charts/chart.ts';
import { countBinName, countBins } from '../../charts/eda/count-bins.ts';
import { LeftOut, type EdaChart } from '../../charts/eda/define-eda-chart.ts';
import { longTail } from '../../charts/eda/long-tail.ts';
import { countOf, ratingBars } from '../../charts/eda/rating-bars.ts';
import { ratingDistribution } from '../../charts/eda/rating-distribution.ts';
import { ratingsPerPerson } from '../../charts/eda/ratings-per-person.ts';
import type { Survey } from '../../charts/eda/survey.ts';

/** A chart as a column of numbers, for those who have no picture: so many of `total`, by some quality. */
export interface Tally {
  /** Of the chart whose numbers these are, with its finding in words. */
  readonly name: string;
  readonly title: string;
  /** What the names are ("Rating"), and what is counted ("ratings"). */
  readonly by: string;
  readonly of: string;
  readonly total: number;
  /** In the order of the axis. */
  readonly bars: readonly { readonly name: string; readonly count: number }[];
}

type Counted = Pick<Tally, 'by' | 'of' | 'total' | 'bars'>;

/** How to make a tally of a chart's own data. */
const tallyOf =
  <Data>(chart: EdaChart<Data>, count: (data: Data, survey: Survey) => Counted) =>
  async (survey: Survey): Promise<Tally | (LeftOut & { readonly name: string })> => {
    const data = await chart.survey(survey);
    if (data instanceof LeftOut) return { ...data, name: chart.name };
    return { name: chart.name, title: titleOf(chart.spec(data)), ...count(data, survey) };
  };

/** What a terminal shows of a data set, in its order. */
export const tallies = [
  tallyOf(ratingDistribution, ({ ratings, width, relevant }) => ({
    by: 'Rating',
    of: 'ratings',
    total: countOf(ratings),
    bars: ratingBars(ratings, width, relevant),
  })),
  tallyOf(ratingsPerPerson, ({ word, total, bins }) => {
    const counts = new Map(bins.map(({ bin, count }) => [bin, count]));
    const all = countBins(bins[0]?.bin ?? 1, bins.at(-1)?.bin ?? 0);
    return {
      by: `${word} per person`,
      of: 'people',
      total,
      bars: all.map((bin) => ({ name: countBinName(bin), count: counts.get(bin) ?? 0 })),
    };
  }),
  tallyOf(longTail, ({ word, films, points }, { counts: { ratings } }) => {
    // Half powers of ten are points of the curve: 1, 3, 10, 31, …
    const ranks = Array.from({ length: 2 * Math.ceil(Math.log10(films)) }, (_, at) => Math.floor(10 ** (at / 2)));
    const shown = points.filter(({ rank }) => rank === films || ranks.includes(rank));
    return {
      by: 'most rated films',
      of: `${word} together`,
      total: ratings,
      bars: shown.map(({ rank, share }) => ({
        name: rank.toLocaleString('en-US'),
        count: Math.round(share * ratings),
      })),
    };
  }),
];
