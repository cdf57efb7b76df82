import { counted } from '../../../charts/counted.ts';
import { percent } from '../../../charts/percent.ts';
import { retentionCurve } from '../../../charts/retention-curve.ts';
import type { Block } from '../../../report/document.ts';
import type { Retention, Returned } from './engagement.ts';

/** Who comes back. */
export function writeRetention({ newcomers, windows, curve }: Retention): Block[] {
  const [week, , quarter] = windows;
  const first =
    week.all.people === 0
      ? `Whether new people come back cannot be told yet: nobody’s first ${week.to} days are over.`
      : `Of ${counted(week.all.people, 'new person', 'new people')} whose first week is over, ${percent(share(week.all))} were active again within ${week.to} days of their first day`;
  const later =
    week.all.people > 0 && quarter.all.people > 0
      ? `, and ${percent(share(quarter.all))} from ${quarter.from} to ${quarter.to} days after it`
      : '';
  const hidden = newcomers - week.all.people;
  return [
    { kind: 'heading', text: 'Who comes back' },
    {
      kind: 'paragraph',
      words: [
        `${first}${week.all.people > 0 ? `${later}.` : ''}`,
        hidden > 0 && week.all.people > 0
          ? ` ${counted(hidden, 'person', 'people')} came too late for that to be known.`
          : '',
        ' People who were there before the data begin count as new on their first day in them.',
      ].join(''),
    },
    ...(week.all.people === 0
      ? []
      : [
          {
            kind: 'table',
            caption:
              'New people who were active again so many days after their first day, and of how many that is a share.',
            columns: [
              { title: 'Days after the first' },
              { title: 'All', align: 'right' },
              { title: 'People', align: 'right' },
              { title: 'New in the period', align: 'right' },
              { title: 'People', align: 'right' },
            ],
            rows: windows.map(({ from, to, all, recent }) => [`${from} to ${to}`, ...cells(all), ...cells(recent)]),
          } as const,
          { kind: 'chart', name: 'retention-curve', spec: retentionCurve.spec(curve) } as const,
        ]),
  ];
}

export const share = ({ people, returned }: Returned): number => returned / people;

const cells = (of: Returned): string[] =>
  of.people === 0 ? ['not over yet', '0'] : [percent(share(of)), of.people.toLocaleString('en-US')];
