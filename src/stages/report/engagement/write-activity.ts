import { activePeople } from '../../../charts/active-people.ts';
import { counted } from '../../../charts/counted.ts';
import { formatAmount } from '../../../charts/format-amount.ts';
import { percent } from '../../../charts/percent.ts';
import type { Block } from '../../../report/document.ts';
import { dayInWords } from './day-in-words.ts';
import { isMissing, type Activity, type Average, type Habits, type Missing, type Typical } from './engagement.ts';

/** How many people come. */
export function writeActivity({ day, week, month, lastMonth, stickiness, history }: Activity): Block[] {
  const [longest, ...others] = [
    month && `in an average month ${formatAmount(month.people)}`,
    week && `in an average week ${formatAmount(week.people)}`,
    `on an average day ${formatAmount(day.people)}`,
  ].filter((said) => said !== null);
  const change = month && compared(month);
  const sentences = [
    `${longest[0].toUpperCase()}${longest.slice(1)} ${isOne(month ?? week ?? day) ? 'person is' : 'people are'} active` +
      `${change ? `, ${change}` : ''}${others.map((said) => `; ${said}`).join('')}.`,
    stickiness !== null &&
      `Of those who are there in a month, ${percent(stickiness)} are there on any one day (the stickiness).`,
    lastMonth &&
      `${dayInWords(lastMonth.month)}, the last full month, had ${counted(lastMonth.people, 'active person', 'active people')}.`,
    !change && 'The data do not reach back far enough to tell whether that is more than before.',
  ].filter(Boolean);
  return [
    { kind: 'paragraph', words: sentences.join(' ') },
    { kind: 'chart', name: 'active-people', spec: activePeople.spec(history) },
  ];
}

/** "14 % more than in the same time before"; nothing where there is nothing to compare with. */
export function compared({ people: now, before }: Average): string | undefined {
  if (before === null || before === 0) return undefined;
  const share = now / before - 1;
  if (Math.abs(share) < 0.005) return 'as many as in the year before';
  return `${percent(Math.abs(share))} ${share > 0 ? 'more' : 'fewer'} than in the year before`;
}

const isOne = ({ people }: Average): boolean => formatAmount(people) === '1';

/** How much people do. */
export function writeHabits(habits: Habits | Missing): Block[] {
  if (isMissing(habits)) {
    return [{ kind: 'note', words: `How much a person does in a month cannot be said. ${habits.missing}` }];
  }
  const { ratings, plays, sessions } = habits;
  const done = [
    ratings && `rates ${often(ratings, 'film')}`,
    plays && `plays ${often(plays, 'film')}`,
    `comes for ${often(sessions, 'session')}`,
  ].filter((said) => said !== null);
  return [
    {
      kind: 'paragraph',
      words: `In a month in which they are active, a person ${new Intl.ListFormat('en-US').format(done)}.`,
    },
  ];
}

function often({ mean, median }: Typical, what: string): string {
  const amount = formatAmount(mean);
  const half = median === 0 ? 'none' : `${formatAmount(median)} or fewer`;
  return `${amount} ${what}${amount === '1' ? '' : 's'} on average (${half} in half of all cases)`;
}
