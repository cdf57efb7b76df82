import { counted } from '../counted.ts';
import { percent } from '../percent.ts';
import { shownName } from '../shown-name.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';

/** The tags that most people used. */
export interface Tags {
  /** The one with the most people first. */
  readonly tags: readonly {
    readonly tag: string;
    readonly people: number;
    readonly films: number;
    readonly uses: number;
  }[];
  /** How many different tags there are, shown or not. */
  readonly known: number;
  /** Who tagged any film, how often in all, and how often the busiest of them. */
  readonly people: number;
  readonly uses: number;
  readonly busiest: number;
}

const most = 25;

export const tags = defineEdaChart({
  name: 'tags',
  summary: 'The tags that most people used.',
  section: 'catalog',
  needs: ['tags'],
  async aggregate({ database }): Promise<Tags | LeftOut> {
    await database.run(`CREATE OR REPLACE TEMP TABLE folded_tags AS
      SELECT lower(trim(regexp_replace(tag, '\\s+', ' ', 'g'))) AS tag, coalesce("user", '') AS "user", movie FROM tags
      WHERE regexp_matches(tag, '\\S')`);
    const { known, people, uses, busiest } = await database.row<Omit<Tags, 'tags'>>(`
      SELECT (SELECT count(DISTINCT tag) FROM folded_tags) AS known, count(*) AS people,
        coalesce(sum(uses), 0)::BIGINT AS uses, coalesce(max(uses), 0) AS busiest
      FROM (SELECT count(*) AS uses FROM folded_tags GROUP BY "user")`);
    if (known === 0) return new LeftOut('nobody tagged a film');
    const rows = await database.rows<Tags['tags'][number]>(`
      SELECT tag, count(DISTINCT "user") AS people, count(DISTINCT movie) AS films, count(*) AS uses
      FROM folded_tags GROUP BY tag ORDER BY people DESC, films DESC, uses DESC, tag LIMIT ${most}`);
    return { tags: rows.map((row) => ({ ...row, tag: shownName(row.tag) })), known, people, uses, busiest };
  },
  title({ tags, people }) {
    if (tags.length === 0) return 'No tags yet';
    const [{ tag, people: users, films }] = tags;
    if (people === 1)
      return `Only one person tags films, most often as ${quote(tag)}: ${films.toLocaleString('en-US')} of them`;
    if (users === 1) return `${counted(people, 'person', 'people')} tag films, and no two of them use the same tag`;
    return `${counted(people, 'person', 'people')} tag films; ${users.toLocaleString('en-US')} of them use ${quote(tag)}, more than any other tag`;
  },
  subtitle({ tags, known, people, uses, busiest }) {
    if (tags.length === 0) return '';
    const which =
      known > tags.length
        ? ` ${tags.length} of ${known.toLocaleString('en-US')} tags, in upper and lower case alike.`
        : '';
    const busy = people > 1 ? ` By people, for the busiest one alone gave ${percent(busiest / uses)} of all tags.` : '';
    return `How many people used a tag, however often.${busy}${which}`;
  },
  description({ tags, known }) {
    const list = tags.map(({ tag, people }) => `${shownName(tag, 60)} ${people.toLocaleString('en-US')}`);
    return `Bars: the number of people who used a tag, for the ${list.length} tags of ${known.toLocaleString('en-US')} that most people used: ${list.join(', ') || 'there are none yet'}.`;
  },
  plot({ tags }) {
    if (tags.length === 0) return null;
    return {
      width: 440,
      height: { step: 20 },
      data: { values: tags },
      encoding: {
        x: {
          field: 'people',
          type: 'quantitative',
          title: 'People who used the tag',
          axis: { tickMinStep: 1, format: ',d' },
        },
        y: {
          field: 'tag',
          type: 'nominal',
          sort: null,
          title: 'Tag',
          axis: { ticks: false, domain: false, labelLimit: 200 },
        },
        tooltip: [
          { field: 'tag', title: 'Tag' },
          { field: 'people', type: 'quantitative', title: 'People', format: ',' },
          { field: 'films', type: 'quantitative', title: 'Films', format: ',' },
          { field: 'uses', type: 'quantitative', title: 'Times used', format: ',' },
        ],
      },
      layer: [
        { mark: { type: 'bar', height: { band: 0.7 } } },
        { mark: { type: 'text', align: 'left', dx: 5 }, encoding: { text: { field: 'people', format: ',' } } },
      ],
    };
  },
});

const quote = (tag: string): string => `“${shownName(tag, 40)}”`;
