import { capitalized } from '../capitalized.ts';
import { counted } from '../counted.ts';
import { heatColors } from '../heat-colors.ts';
import { palette } from '../palette.ts';
import { percent } from '../percent.ts';
import { defineEdaChart, LeftOut } from './define-eda-chart.ts';
import { ratingWord } from './rating-word.ts';

/** Of how many films each kind of fact is known, by how often films are rated. */
export interface MissingMetadata {
  readonly word: 'ratings' | 'interactions';
  /** How many ratings a film of the group has; only groups with films. */
  readonly groups: readonly { readonly group: string; readonly films: number; readonly ratings: number }[];
  readonly facts: readonly {
    readonly fact: string;
    /** Films of each group of which it is known, and their ratings; in the order of `groups`. */
    readonly known: readonly { readonly films: number; readonly ratings: number }[];
  }[];
}

/** Each kind of fact, in the plural, with the films (by `movie`) of which it is known. */
const kinds: Readonly<Record<string, string>> = {
  year: 'films WHERE year IS NOT NULL',
  genres: 'films WHERE len(genres) > 0',
  director: "people WHERE role = 'director'",
  writer: "people WHERE role = 'writer'",
  cast: "people WHERE role = 'cast'",
  tags: "tags WHERE regexp_matches(tag, '\\S')",
  plot: "plots WHERE regexp_matches(plot, '\\S')",
  keywords: "keywords WHERE regexp_matches(keyword, '\\S')",
  runtime: 'details WHERE runtime > 0',
  language: "details WHERE regexp_matches(language, '\\S')",
  'outside votes': 'votes WHERE imdbVotes > 0 OR tmdbVotes > 0 OR imdbRating IS NOT NULL OR tmdbRating IS NOT NULL',
  'links to IMDb or TMDB': 'links WHERE imdb IS NOT NULL OR tmdb IS NOT NULL',
  'tag genome': 'genome',
};

/** Groups of films by their ratings: from so many on. */
const bands = [
  { from: 0, group: 'none' },
  { from: 1, group: '1–4' },
  { from: 5, group: '5–19' },
  { from: 20, group: '20–99' },
  { from: 100, group: '100 or more' },
];

export const missingMetadata = defineEdaChart({
  name: 'missing-metadata',
  summary: 'What is known of the films, and of which it is not.',
  section: 'catalog',
  needs: [],
  async aggregate({ database, feedback }): Promise<MissingMetadata | LeftOut> {
    const band = `CASE ${bands
      .toReversed()
      .map(({ from }) => `WHEN coalesce(c.ratings, 0) >= ${from} THEN ${from}`)
      .join(' ')} END`;
    const grouped = `(SELECT movie, ${band} AS band, coalesce(c.ratings, 0) AS ratings
      FROM films LEFT JOIN film_counts c USING (item))`;
    const sums = 'count(*) AS films, sum(ratings)::BIGINT AS ratings';
    type Row = { fact: string; band: number; films: number; ratings: number };
    const groups = await database.rows<Row>(`SELECT band, ${sums} FROM ${grouped} GROUP BY band ORDER BY band`);
    const films = Object.entries(kinds).map(([fact, of]) => `SELECT DISTINCT '${fact}' AS fact, movie FROM ${of}`);
    const known = await database.rows<Row>(`SELECT fact, band, ${sums}
      FROM (${films.join(' UNION ALL ')}) JOIN ${grouped} USING (movie) GROUP BY ALL ORDER BY ALL`);
    if (known.length === 0) return new LeftOut('nothing is known of the films but their titles');
    const none = { films: 0, ratings: 0 };
    return {
      word: ratingWord(feedback),
      groups: groups.map(({ band, films, ratings }) => {
        return { group: bands.find(({ from }) => from === band)!.group, films, ratings };
      }),
      facts: Object.keys(kinds).map((fact) => ({
        fact,
        known: groups.map(({ band }) => {
          const { films, ratings } = known.find((row) => row.fact === fact && row.band === band) ?? none;
          return { films, ratings };
        }),
      })),
    };
  },
  title(data) {
    const { films, ratings, facts } = wholeOf(data);
    if (films === 0) return 'No films yet';
    const partly = facts.filter((fact) => fact.films > 0 && fact.films < films);
    const never = facts.filter((fact) => fact.films === 0).map(({ fact }) => fact);
    if (partly.length === 0) {
      if (never.length === 0) return 'All that could be known of the films is known';
      return `Of no film is known: ${list.format(never)}; all else is known of every film`;
    }
    const gap = partly.reduce((most, fact) => (fact.films < most.films ? fact : most));
    const [lacking, got] = [percent(1 - gap.films / films), percent((ratings - gap.ratings) / (ratings || 1))];
    return `${capitalized(lacking)} of the films have no ${gap.fact.replace('links', 'link')}; they get ${got} of the ${data.word}`;
  },
  subtitle(data) {
    const { films, facts } = wholeOf(data);
    if (films === 0) return '';
    const never = facts.filter((fact) => fact.films === 0).map(({ fact }) => fact);
    return `The share of the films (%) of which each is known, by how many ${data.word} a film has.${never.length > 0 ? ` Not known of any film: ${list.format(never)}.` : ''}`;
  },
  description(data) {
    const { films, facts } = wholeOf(data);
    const shares = ranked(facts).map((fact) => `${fact.fact} ${percent(fact.films / (films || 1))}`);
    return `A heat map of what is known of the films, by how often they are rated. Of all ${counted(films, 'film')}: ${shares.join(', ') || 'nothing'}.`;
  },
  plot(data) {
    const whole = wholeOf(data);
    if (whole.films === 0) return null;
    const columns = [{ group: 'all films', films: whole.films }, ...data.groups];
    const labels = columns.map(({ group, films }) => `${group}|${counted(films, 'film')}`);
    const rows = ranked(whole.facts);
    return {
      width: { step: 96 },
      height: { step: 26 },
      data: {
        values: rows.flatMap(({ fact, films, known }) =>
          columns.map((column, at) => {
            const has = at === 0 ? films : known[at - 1].films;
            const share = has / column.films;
            return {
              ...{
                fact,
                group: column.group,
                column: labels[at],
                films: has,
                of: column.films,
                lacking: column.films - has,
              },
              ...{ percent: 100 * share, label: percent(share).replace(' %', '') },
            };
          }),
        ),
      },
      encoding: {
        x: {
          field: 'column',
          type: 'nominal',
          scale: { domain: labels },
          title: `Films by number of ${data.word}`,
          axis: {
            orient: 'top',
            labelAngle: 0,
            labelLineHeight: 14,
            labelExpr: "split(datum.value, '|')",
            // Room for the second line.
            labelPadding: 20,
            ticks: false,
            domain: false,
          },
        },
        y: {
          field: 'fact',
          type: 'nominal',
          scale: { domain: rows.map(({ fact }) => fact) },
          title: 'What is known',
          axis: { ticks: false, domain: false },
        },
        tooltip: [
          { field: 'fact', title: 'What' },
          { field: 'group', title: `Films by ${data.word}` },
          { field: 'percent', type: 'quantitative', title: 'Known of (%)', format: '.1f' },
          { field: 'films', type: 'quantitative', title: 'Films with it', format: ',' },
          { field: 'lacking', type: 'quantitative', title: 'Films without it', format: ',' },
        ],
      },
      layer: [
        {
          mark: { type: 'rect', stroke: 'white', strokeWidth: 2 },
          encoding: {
            color: {
              field: 'percent',
              type: 'quantitative',
              scale: { domain: [0, 100], ...heatColors },
              legend: null,
            },
          },
        },
        {
          mark: { type: 'text', baseline: 'middle' },
          encoding: {
            text: { field: 'label' },
            color: { condition: { test: 'datum.percent > 90', value: 'white' }, value: palette.black },
          },
        },
      ],
    };
  },
});

interface Whole {
  readonly films: number;
  readonly ratings: number;
  readonly facts: readonly (MissingMetadata['facts'][number] & { readonly films: number; readonly ratings: number })[];
}

/** All groups together. */
function wholeOf({ groups, facts }: MissingMetadata): Whole {
  return { ...sum(groups), facts: facts.map((fact) => ({ ...fact, ...sum(fact.known) })) };
}

function sum(rows: readonly { readonly films: number; readonly ratings: number }[]) {
  return {
    films: rows.reduce((sum, { films }) => sum + films, 0),
    ratings: rows.reduce((sum, { ratings }) => sum + ratings, 0),
  };
}

/** The best known first, others in the order of `kinds`. */
const ranked = (facts: Whole['facts']): Whole['facts'] => facts.toSorted((a, b) => b.films - a.films);

const list = new Intl.ListFormat('en-US');
