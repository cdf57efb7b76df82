import type { Scale } from '../../dataset/ratings.ts';
import { capitalized } from '../capitalized.ts';
import type { Panel } from '../chart.ts';
import { counted } from '../counted.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart, LeftOut, type EdaChart } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** Whose films are rated most. */
export interface Makers {
  readonly word: 'ratings' | 'interactions';
  readonly scale: Scale;
  /** Of all films: the ratings, and their mean; null where there are none, only interactions. */
  readonly ratings: number;
  readonly mean: number | null;
  /** The one with the most ratings first. Who has fewer than `atLeast` rated films is not among them. */
  readonly makers: readonly {
    readonly name: string;
    readonly films: number;
    readonly ratings: number;
    readonly mean: number | null;
  }[];
  readonly atLeast: number;
}

/** What a kind of maker is called. */
interface Role {
  readonly name: 'directors' | 'actors';
  /** In the table of people. */
  readonly role: 'director' | 'cast';
  /** "Films directed by …" */
  readonly films: string;
  readonly none: string;
}

const most = 20;
const atLeast = 3;

/** The chart of those who made films in some role: how often their films are rated, and how well. */
export const makersChart = ({ name, role, films: filmsBy, none }: Role): EdaChart<Makers> =>
  defineEdaChart({
    name,
    summary: `The ${name} whose films are rated most, and how well.`,
    section: 'catalog',
    needs: ['credits'],
    async aggregate({ database, feedback, scale }): Promise<Makers | LeftOut> {
      const mean = feedback === 'implicit' ? 'NULL' : 'round(sum(c.ratings * c.mean) / sum(c.ratings), 4)';
      const sums = `sum(c.ratings)::BIGINT AS ratings, ${mean} AS mean`;
      const makers = await database.rows<Makers['makers'][number]>(`
        WITH credited AS (SELECT DISTINCT movie, trim(regexp_replace(name, '\\s+', ' ', 'g')) AS name FROM people
          WHERE role = '${role}' AND regexp_matches(name, '\\S'))
        SELECT name, count(*) AS films, ${sums}
        FROM credited JOIN films USING (movie) JOIN film_counts c USING (item)
        GROUP BY name HAVING count(*) >= ${atLeast} ORDER BY ratings DESC, films DESC, name LIMIT ${most}`);
      if (makers.length === 0) return new LeftOut(none);
      const all = await database.row<{ ratings: number; mean: number | null }>(`SELECT ${sums} FROM film_counts c`);
      const shown = makers.map((row) => ({ ...row, name: shownName(row.name) }));
      return { word: ratingWord(feedback), scale, ...all, makers: shown, atLeast };
    },
    title({ makers, ratings, word }) {
      if (makers.length === 0) return `No ${name} known yet`;
      const [first] = makers;
      const share = percent(first.ratings / ratings);
      const found = `${filmsBy} ${shownName(first.name, 40)} get the most ${word}: ${first.ratings.toLocaleString('en-US')}, ${share} of all`;
      const best = bestLiked(makers);
      return best ? `${found}; those of ${shownName(best.name, 40)} are liked best (${best.mean!.toFixed(2)})` : found;
    },
    subtitle({ makers, atLeast, word, mean }) {
      if (makers.length === 0) return '';
      const line = mean === null ? '' : ` Dashed: the mean of all ${word}, ${mean.toFixed(2)}.`;
      return `The ${makers.length} ${name} with the most ${word}, among those with ${atLeast} or more rated films.${line}`;
    },
    description({ makers, word }) {
      const list = makers.map(
        ({ name, films, ratings, mean }) =>
          `${shownName(name, 60)} ${ratings.toLocaleString('en-US')} (${counted(films, 'film')}${mean === null ? '' : `, mean ${mean.toFixed(2)}`})`,
      );
      const kind = makers.some(({ mean }) => mean !== null) ? 'Bars and points' : 'Bars';
      return `${kind}: the number of ${word} of the films of each of ${makers.length} ${name}: ${list.join('; ') || 'none are known'}.`;
    },
    plot({ makers, word, mean, scale }) {
      if (makers.length === 0) return null;
      const one = capitalized(name).slice(0, -1);
      const across = (title: string | null) => ({
        field: 'name',
        type: 'nominal' as const,
        scale: { domain: makers.map(({ name }) => name) },
        title,
        axis: { ticks: false, domain: false, labels: title !== null, labelLimit: 180, grid: title === null },
      });
      const tooltip = [
        { field: 'name', title: one },
        { field: 'films', type: 'quantitative' as const, title: 'Rated films', format: ',' },
        { field: 'ratings', type: 'quantitative' as const, title: capitalized(word), format: ',' },
        ...(mean === null
          ? []
          : [{ field: 'mean', type: 'quantitative' as const, title: 'Mean rating', format: '.2f' }]),
      ];
      const bars: Panel = {
        width: mean === null ? 440 : 270,
        height: { step: 22 },
        mark: { type: 'bar', height: { band: 0.7 } },
        encoding: {
          x: {
            field: 'ratings',
            type: 'quantitative',
            title: `Number of ${word}`,
            axis: { tickCount: 4, format: '~s', tickMinStep: 1 },
          },
          y: across(one),
          tooltip,
        },
      };
      const points: Panel = {
        width: 220,
        height: { step: 22 },
        encoding: {
          x: {
            type: 'quantitative',
            title: `Mean rating (${scale.min} to ${scale.max})`,
            scale: { zero: false, padding: 12 },
            axis: { tickCount: 5 },
          },
        },
        layer: [
          {
            data: { values: [{ mean }] },
            mark: { type: 'rule', strokeDash: [5, 4], color: palette.gray },
            encoding: { x: { field: 'mean' } },
          },
          {
            mark: { type: 'point', filled: true, size: 80, opacity: 1, color: palette.vermilion },
            encoding: { x: { field: 'mean' }, y: across(null), tooltip },
          },
        ],
      };
      return { data: { values: [...makers] }, spacing: 16, hconcat: mean === null ? [bars] : [bars, points] };
    },
  });

/** The one with the highest mean, if that says anything beside the one who is first. */
function bestLiked(makers: Makers['makers']): Makers['makers'][number] | undefined {
  const rated = makers.filter(({ mean }) => mean !== null);
  const best = rated.reduce<Makers['makers'][number] | undefined>(
    (best, maker) => (!best || maker.mean! > best.mean! ? maker : best),
    undefined,
  );
  return rated.length > 1 ? best : undefined;
}
