import type { Block, Words } from '../../../report/document.ts';
import { improvementsOf } from '../improvements/registry.ts';
import type { Improvement } from '../improvements/improvement.ts';
import type { ReportSection } from '../section.ts';
import { gained } from '../words.ts';

/** What the sections are called in links. */
const places: Readonly<Record<string, string>> = {
  quality: 'quality',
  weaknesses: 'weaknesses',
  data: 'data',
  cost: 'cost',
};

export const improvements: ReportSection = {
  id: 'improvements',
  title: 'What could be improved',
  write(facts) {
    const all = improvementsOf(facts);
    const ranked = all.filter(({ gain }) => gain !== null);
    const open = all.filter(({ gain }) => gain === null);
    return [
      {
        kind: 'paragraph',
        words:
          'Gains are changes of list quality in percent of today’s, so that they compare; the largest comes first. “Up to” is the most that there can be, if a gap were closed altogether, and what is to be had is less; “about” is reckoned; without either it is measured. They do not add up.',
      },
      ...(ranked.length > 0
        ? [table(ranked)]
        : [
            {
              kind: 'paragraph' as const,
              words: 'None of the figures in this report shows a gain that could be reckoned.',
            },
          ]),
      ...(open.length > 0
        ? [
            { kind: 'heading' as const, text: 'Not measured' },
            { kind: 'list' as const, items: open.map(words) },
          ]
        : []),
    ];
  },
};

function table(ranked: readonly Improvement[]): Block {
  return {
    kind: 'table',
    caption: 'What would make lists better, and by how much',
    columns: [
      { title: 'What' },
      { title: 'Expected gain', align: 'right' },
      { title: 'How it is reckoned' },
      { title: 'Figures in' },
    ],
    rows: ranked.map(({ what, gain, kind, how, section, command }, at) => [
      [`${at + 1}. ${what}`],
      gained(gain!, kind),
      command ? [`${how}. `, { code: command }] : `${how}.`,
      [{ link: places[section], section }],
    ]),
  };
}

const words = ({ what, how, section, command }: Improvement): Words => [
  { strong: what },
  `: ${how}. `,
  ...(command ? [{ code: command }, ' '] : []),
  '(',
  { link: places[section], section },
  ')',
];
