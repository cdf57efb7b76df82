import { capitalized } from '../capitalized.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { labelAngleOf } from '../label-angle.ts';
import { countBin, countBinName, countBins } from './count-bins.ts';
import { defineEdaChart, type EdaChart, type EdaSection } from './define-eda-chart.ts';
import type { Need } from './needs.ts';
import { ratingWord } from './rating-word.ts';

/** How many people, or films, have how many ratings. */
export interface CountHistogram {
  readonly word: 'ratings' | 'interactions';
  readonly total: number;
  /** The fewest ratings that one of them has, the lower one of the two in the middle, the most. */
  readonly least: number;
  readonly median: number;
  readonly most: number;
  /** How many have as many ratings as the median or fewer, fewer than 5, fewer than 20. */
  readonly upToMedian: number;
  readonly underFive: number;
  readonly underTwenty: number;
  /** By the lower ends of `countBins`, ascending; bins that nobody is in may be missing. */
  readonly bins: readonly { readonly bin: number; readonly count: number }[];
}

interface Definition {
  readonly name: string;
  readonly summary: string;
  readonly section: EdaSection;
  readonly needs: readonly Need[];
  readonly table: 'user_counts' | 'film_counts';
  /** In sentences: "films" that "have" ratings, "people" that "gave" some; one of them. */
  readonly many: string;
  readonly one: string;
  readonly verb: 'have' | 'gave';
  /** What few ratings mean for a model. */
  meaning(word: string): string;
}

/** A histogram of how many ratings people gave, or films have, with the median and how many have few. */
export function defineCountHistogram(definition: Definition): EdaChart<CountHistogram> {
  const { table, many, one, verb, meaning, ...rest } = definition;
  return defineEdaChart({
    ...rest,
    async aggregate({ database, feedback }): Promise<CountHistogram> {
      const figures = await database.row<Omit<CountHistogram, 'bins' | 'word'>>(`
        WITH middle AS (SELECT quantile_disc(ratings, 0.5) AS median FROM ${table})
        SELECT count(*) AS total, min(ratings) AS least, any_value(median) AS median, max(ratings) AS most,
          count(*) FILTER (ratings <= median) AS upToMedian, count(*) FILTER (ratings < 5) AS underFive,
          count(*) FILTER (ratings < 20) AS underTwenty
        FROM ${table}, middle`);
      const bins = await database.rows<{ bin: number; count: number }>(
        `SELECT ${countBin('ratings')} AS bin, count(*) AS count FROM ${table} GROUP BY 1 ORDER BY 1`,
      );
      return { word: ratingWord(feedback), ...figures, bins };
    },
    title({ word, total, least, median, most, upToMedian, underTwenty }) {
      if (total === 0) return `No ${many} with ${word} yet`;
      if (total === 1) return `The only ${one} ${verb === 'have' ? 'has' : verb} ${counted(median, word.slice(0, -1))}`;
      if (least === most && most > 1) return `All ${many} ${verb} ${whole(most)} ${word} each`;
      const part = upToMedian === total ? `all ${many}` : `${partOf(upToMedian / total)} of the ${many}`;
      const middle = `${part} ${verb} ${orFewer(median, word)}`;
      const few =
        underTwenty === 0 ? `none fewer than ${whole(least)}` : `${percent(underTwenty / total)} fewer than 20`;
      // Where the one says the other, it is enough.
      return capitalized(median >= 20 || underTwenty < total ? `${middle}, ${few}` : middle);
    },
    subtitle: ({ total, word }) => (total === 0 ? '' : meaning(word)),
    description({ word, total, least, median, most, underFive, underTwenty, bins }) {
      if (total === 0) return `Bars: the share of the ${many} by how many ${word} they ${verb}; there are none yet.`;
      const shares = bins.map(({ bin, count }) => `${countBinName(bin)}: ${percent(count / total)}`);
      return (
        `Bars: the share of ${whole(total)} ${many} by how many ${word} they ${verb} (log bins). ${shares.join(', ')}. ` +
        `From ${whole(least)} to ${whole(most)}, the median is ${whole(median)}; ${percent(underFive / total)} ${verb} ` +
        `fewer than 5, ${percent(underTwenty / total)} fewer than 20.`
      );
    },
    plot({ word, total, median, underFive, underTwenty, bins }) {
      if (total === 0) return null;
      const parts = [
        { part: `fewer than 5: ${percent(underFive / total)}`, below: 5, color: palette.orange },
        { part: `5 to 19: ${percent((underTwenty - underFive) / total)}`, below: 20, color: palette.sky },
        { part: `20 or more: ${percent((total - underTwenty) / total)}`, below: Infinity, color: palette.blue },
      ];
      const counts = new Map(bins.map(({ bin, count }) => [bin, count]));
      const rows = countBins(bins[0].bin, bins.at(-1)!.bin).map((bin) => {
        const count = counts.get(bin) ?? 0;
        const { part } = parts.find(({ below }) => bin < below)!;
        return {
          name: countBinName(bin),
          count,
          percent: (100 * count) / total,
          label: count === 0 ? '' : shortPercent(count / total),
          part,
          bin,
        };
      });
      const middle = rows.findLast(({ bin }) => bin <= median)!;
      return {
        data: { values: rows },
        encoding: {
          x: {
            field: 'name',
            type: 'ordinal',
            sort: null,
            title: `${capitalized(word)} per ${one} (log bins)`,
            axis: { labelAngle: labelAngleOf(rows.map(({ name }) => name)), ticks: false },
          },
          y: {
            field: 'percent',
            type: 'quantitative',
            title: `Share of the ${many} (%)`,
            // With room for the labels of the highest bar.
            scale: { domainMax: 1.2 * Math.max(...rows.map((row) => row.percent)) },
          },
        },
        layer: [
          {
            mark: { type: 'bar', width: { band: 0.9 } },
            encoding: {
              color: {
                field: 'part',
                type: 'nominal',
                scale: { domain: parts.map(({ part }) => part), range: parts.map(({ color }) => color) },
              },
              tooltip: [
                { field: 'name', title: `${capitalized(word)} per ${one}` },
                { field: 'count', type: 'quantitative', title: capitalized(many), format: ',' },
                { field: 'percent', type: 'quantitative', title: 'Share (%)', format: '.1f' },
              ],
            },
          },
          { mark: { type: 'text', dy: -8 }, encoding: { text: { field: 'label' } } },
          {
            data: { values: [{ ...middle, text: ['median', whole(median)] }] },
            // On two lines, no wider than a bar, so that it does not lie over a higher one beside it.
            mark: { type: 'text', dy: -34, fontWeight: 'bold', color: palette.black, lineHeight: 12 },
            encoding: { text: { field: 'text' } },
          },
        ],
      };
    },
  });
}

const whole = (count: number): string => count.toLocaleString('en-US');
const orFewer = (count: number, word: string): string =>
  count === 1 ? `only one ${word.slice(0, -1)}` : `${whole(count)} ${word} or fewer`;

/** As short as bars are wide. */
const shortPercent = (share: number): string => percent(share).replace('under ', '< ').replace('over ', '> ');

/** Ties may put many more than half at the median or below. */
const partOf = (share: number): string => (share < 0.525 ? 'half' : percent(share));
