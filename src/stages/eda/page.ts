import type { VegaLiteSpec } from '../../charts/chart.ts';
import { counted } from '../../charts/counted.ts';
import { edaSections, type EdaSection } from '../../charts/eda/define-eda-chart.ts';
import { ratingWord } from '../../charts/eda/rating-word.ts';
import { edaCharts } from '../../charts/eda/registry.ts';
import { percent } from '../../charts/percent.ts';
import type { Block, Document, KeyFigures, Section } from '../../report/document.ts';
import type { EdaChartLeftOut, EdaChartMade } from '../eda.ts';
import { inSentences, shareOfPairs, spanOf, whole } from './in-sentences.ts';
import type { Outline } from './outline.ts';

/** What a data set looks like, on one page: in words, all charts, and which were left out and why. */
export function edaPage(
  outline: Outline,
  charts: readonly EdaChartMade[],
  leftOut: readonly EdaChartLeftOut[],
  { specs, command }: { readonly specs: ReadonlyMap<string, VegaLiteSpec>; readonly command: string },
): Document {
  const { dataset, feedback, simulated, counts } = outline;
  const shown = (Object.keys(edaSections) as EdaSection[]).flatMap((id) => {
    const own = inOrder(charts.filter(({ section }) => section === id));
    const blocks = own.map(({ name }): Block => ({ kind: 'chart', name, spec: specs.get(name)! }));
    return blocks.length > 0 ? [{ section: { id, title: edaSections[id], blocks }, own }] : [];
  });
  const findings = shown.flatMap(({ own }) =>
    own.map(({ name, title }) => [{ link: title, section: `chart-${name}` }]),
  );
  const brief: Section = {
    id: 'in-brief',
    title: 'In brief',
    blocks: [
      { kind: 'paragraph', words: inSentences(outline).join(' ') },
      keyFigures(outline),
      ...(findings.length > 0
        ? ([
            { kind: 'heading', text: 'What the charts show' },
            { kind: 'list', items: findings },
          ] as const)
        : []),
    ],
  };
  return {
    title: `What ${dataset} looks like`,
    subtitle: `${counted(counts.ratings, ratingWord(feedback).slice(0, -1))} of ${counted(counts.films, 'film')} by ${counted(counts.people, 'person', 'people')}`,
    warnings: simulated ? ['Simulated audience: these people, and their ratings, were made by a program.'] : [],
    sections: [brief, ...shown.map(({ section }) => section), ...missing(leftOut), again(command)],
    foot: ['Made by movierec from the cleaned data set ', { strong: dataset }, '.'],
  };
}

/** The linked one invites to look around, and so comes first. */
const inOrder = (charts: readonly EdaChartMade[]): EdaChartMade[] => [
  ...charts.filter(({ name }) => name === 'explorer'),
  ...charts.filter(({ name }) => name !== 'explorer'),
];

function keyFigures(outline: Outline): KeyFigures {
  const { counts, perPerson, perFilm } = outline;
  const { people, films, catalog, ratings } = counts;
  const span = spanOf(outline);
  const rated = films < catalog ? `rated, ${percent(films / catalog)} of the catalog` : 'all of the catalog';
  return {
    kind: 'figures',
    figures: [
      {
        label: 'People',
        value: whole(people),
        note: `half of them with at most ${counted(Math.floor(perPerson), 'rating')}`,
      },
      {
        label: 'Films',
        value: whole(films),
        note: `${rated}; half of them with at most ${counted(Math.floor(perFilm), 'rating')}`,
      },
      { label: 'Ratings', value: whole(ratings), note: span || 'whose times are not known' },
      { label: 'Known pairs', value: shareOfPairs(outline), note: 'of all pairs of person and film' },
    ],
  };
}

function missing(leftOut: readonly EdaChartLeftOut[]): Section[] {
  if (leftOut.length === 0) return [];
  const items = leftOut.map(({ name, why }) => {
    const chart = edaCharts.find((one) => one.name === name);
    return [{ strong: chart?.summary ?? name }, ` Not drawn: ${why}.`];
  });
  return [{ id: 'left-out', title: 'What is not shown, and why', blocks: [{ kind: 'list', items }] }];
}

const again = (command: string): Section => ({
  id: 'again',
  title: 'To make it again',
  blocks: [
    { kind: 'commands', lines: [command] },
    {
      kind: 'paragraph',
      words: [
        'Beside this page lie all charts as ',
        { code: '<name>.vl.json' },
        ' (Vega-Lite, with the numbers), ',
        { code: '<name>.svg' },
        ' and ',
        { code: '<name>.png' },
        '. Files, options and versions that they were made from stand in ',
        { code: 'manifest.json' },
        '.',
      ],
    },
  ],
});
