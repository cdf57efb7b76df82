import { counted } from '../../../charts/counted.ts';
import { percent } from '../../../charts/percent.ts';
import { shownAndClicked } from '../../../charts/shown-and-clicked.ts';
import type { Block } from '../../../report/document.ts';
import { dayInWords } from './day-in-words.ts';
import { isMissing, type Missing, type Recommendations } from './engagement.ts';
import { share } from './write-retention.ts';

/** What became of films that were shown. */
export function writeRecommendations(found: Recommendations | Missing): Block[] {
  const heading: Block = { kind: 'heading', text: 'After a recommendation' };
  if (isMissing(found)) {
    const unknown = 'What people do with the films they are shown, and whether they come back then, is not known.';
    return [heading, { kind: 'note', words: `${unknown} ${found.missing}` }];
  }
  const { since, people, shown, clicked, played, hidden, byWeek } = found;
  const when = since === null ? '' : `Since ${dayInWords(since)}, `;
  const who = `${counted(people, 'person was', 'people were')} shown films`;
  const [ofClicks, ofPlays, ofHidden] = [clicked, played, hidden].map((some) => percent(some / shown));
  return [
    heading,
    {
      kind: 'paragraph',
      words:
        `${when}${who} ${shown.toLocaleString('en-US')} times, if a film counts once for a person: ` +
        `${ofClicks} were clicked, ${ofPlays} played and ${ofHidden} hidden. ${returning(found)}`,
    },
    ...(byWeek.weeks.length > 0
      ? [{ kind: 'chart', name: 'shown-and-clicked', spec: shownAndClicked.spec(byWeek) } as const]
      : []),
  ];
}

function returning({ afterList, otherwise }: Recommendations): string {
  if (afterList.people === 0) return 'Whether people come back after that cannot be told yet: no such week is over.';
  const came =
    `On ${counted(afterList.people, 'day')} a person was shown films (each person’s days counted), and after ` +
    `${percent(share(afterList))} of these they were active again within a week`;
  if (otherwise.people === 0) return `${came}; there are no days without recommendations to compare with.`;
  return (
    `${came}, against ${percent(share(otherwise))} of ${counted(otherwise.people, 'day')} of activity without films ` +
    'shown. This is no experiment: who comes often is also shown more.'
  );
}
