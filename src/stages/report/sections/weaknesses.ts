import { capitalized } from '../../../charts/capitalized.ts';
import { segmentQuality } from '../../../charts/report/segment-quality.ts';
import { percent } from '../../../charts/percent.ts';
import { enough } from '../../../evaluation/segments/summarize-segments.ts';
import type { Block } from '../../../report/document.ts';
import type { ReportFacts } from '../facts.ts';
import { figuresOf } from '../figures-of.ts';
import { groupsOf, type Group } from '../groups-of.ts';
import { newcomer } from '../newcomer.ts';
import type { ReportSection } from '../section.ts';
import { counted, decimal, interval, listed, whole } from '../words.ts';

export const weaknesses: ReportSection = {
  id: 'weaknesses',
  title: 'For whom and for what it works less well',
  write(facts) {
    const groups = groupsOf(facts);
    if (groups.length === 0) return [{ kind: 'paragraph', words: nothing(facts) }];
    return [
      { kind: 'list', items: findings(facts, groups) },
      ...part(facts, 'people', groups),
      ...part(facts, 'films', groups),
      {
        kind: 'note',
        words: `Groups of fewer than ${enough} people say more of chance than of the model, and nothing is concluded from them. People with few known ratings also have few liked films to be found, which by itself makes their lists look less good; what the most popular films get in the same group tells how much of it is that.`,
      },
    ];
  },
};

function nothing(facts: ReportFacts): string {
  const { own } = figuresOf(facts);
  const why =
    own.lists === 0
      ? 'nobody has a liked film that was hidden from the model'
      : 'the data set says nothing to group people or films by';
  return `There is nothing to tell groups apart by: ${why}.`;
}

function findings({ data, chosen, models }: ReportFacts, groups: readonly Group[]): string[] {
  const people = groups.filter(({ kind }) => kind === 'people');
  const level = people.filter(({ beatsPopular }) => beatsPopular === false);
  const weak = groups.filter(({ isWeak }) => isWeak);
  const named = (kind: Group['kind']): string[] => {
    const those = weak.filter((group) => group.kind === kind);
    return [...new Set(those.map(({ by }) => by))].map((by) => together(those.filter((group) => group.by === by)));
  };
  const unreachable = data.heldOutBy.find(({ band }) => band === 'no ratings')?.films ?? 0;
  return [
    ...(level.length > 0
      ? [`Not clearly better than the most popular films for ${listed(level.map(({ name }) => name))}.`]
      : []),
    ...(named('people').length > 0
      ? named('people').map((those) => `Lists are clearly worse than everyone’s for ${those}.`)
      : [`No group of at least ${enough} people has clearly worse lists than everyone.`]),
    ...named('films').map((those) => `Clearly less of what people like is found among ${those}.`),
    ...(unreachable > 0
      ? [
          `${capitalized(percent(unreachable / data.heldOut))} of the liked films to be found had no rating before, and ${models.get(chosen)?.scoresUnrated ? `though ${chosen} has an opinion on such films, they were not listed in this test` : `${chosen} has no opinion on such films`}.`,
        ]
      : []),
    ...(data.fewest > newcomer
      ? [`Newcomers were not tested: everyone had at least ${counted(data.fewest, 'known rating')}.`]
      : []),
  ];
}

/** Groups of one grouping, the first named in full: "films of the genre Comedy (28 % below) and Horror (23 %)". */
const together = (groups: readonly Group[]): string =>
  listed(
    groups.map(({ name, label, figure, overall }, at) => {
      const below = percent(1 - figure.value / overall);
      return at === 0 ? `${name} (${below} below)` : `${label} (${below})`;
    }),
  );

function part(facts: ReportFacts, kind: Group['kind'], all: readonly Group[]): Block[] {
  const groups = all.filter((group) => group.kind === kind);
  const { k } = figuresOf(facts);
  if (groups.length === 0) {
    return [
      {
        kind: 'paragraph',
        words:
          kind === 'people' ? 'There are no groups of people to compare.' : 'There are no groups of films to compare.',
      },
    ];
  }
  const label =
    kind === 'people' ? `list quality (NDCG@${k})` : `part of the liked films that lists find (recall@${k})`;
  const [{ overall }] = groups;
  const rows = groups.map(({ name, people, figure }) => ({ name, people, ...figure }));
  return [
    { kind: 'heading', text: kind === 'people' ? 'People' : 'Films' },
    {
      kind: 'chart',
      name: `segment-quality-${kind}`,
      spec: segmentQuality.spec({ label, better: 'higher', overall, groups: rows, enough }),
    },
    {
      kind: 'table',
      caption: `${kind === 'people' ? 'Groups of people' : 'Groups of films'}: ${label}; for everyone ${decimal(overall)}`,
      columns: [
        { title: 'Group' },
        { title: kind === 'people' ? 'people' : 'people with such films', align: 'right' },
        { title: kind === 'people' ? 'of those tested' : 'of liked films', align: 'right' },
        { title: 'figure', align: 'right' },
        { title: '95 % interval', align: 'right' },
        { title: 'most popular films', align: 'right' },
      ],
      rows: groups.map(({ name, people, share, figure, popular, isWeak }) => [
        isWeak ? [{ strong: name }] : name,
        whole(people),
        share === null ? '–' : percent(share),
        decimal(figure.value),
        interval(figure).replaceAll(' ', '\u00a0'),
        popular ? decimal(popular.value) : '–',
      ]),
    },
  ];
}
