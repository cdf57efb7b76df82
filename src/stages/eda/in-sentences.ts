import { counted } from '../../charts/counted.ts';
import { percent } from '../../charts/percent.ts';
import type { Outline } from './outline.ts';

/** What a data set is, in a few sentences for someone who sees it for the first time. */
export function inSentences(outline: Outline): string[] {
  const { feedback, scale, counts, perPerson, perFilm } = outline;
  const { ratings, people, films, catalog } = counts;
  const gave =
    feedback === 'implicit'
      ? `${counted(people, 'person', 'people')} did something with ${counted(films, 'film')}: ${counted(ratings, 'pair')} of person and film, with a strength made from events`
      : `${counted(people, 'person', 'people')} gave ${counted(ratings, 'rating')} to ${counted(films, 'film')}, on a scale from ${scale.min} to ${scale.max}`;
  const what = feedback === 'implicit' ? 'pairs' : 'ratings';
  const span = spanOf(outline);
  const unrated = catalog - films;
  // Of one person, or of one film, there is no half.
  const halves = [
    ...(people > 1 ? [`the people have ${orFewer(perPerson)}`] : []),
    ...(films > 1 ? [`the films ${people > 1 ? '' : 'have '}${orFewer(perFilm)}`] : []),
  ];
  return [
    `${gave}.`,
    span && `${ratings === 1 ? 'It is' : 'They are'} from ${span}.`,
    ratings < people * films
      ? `Of all pairs of one of these people and one of these films, ${shareOfPairs(outline)} are known; to fill the gaps is what recommendations do.`
      : 'Everyone has rated every one of these films: there is no gap to fill by recommending.',
    halves.length > 0 ? `Half of ${halves.join(' and half of ')} of these ${what}.` : '',
    unrated > 0
      ? `The catalog has ${counted(unrated, 'more film')} that nobody rated (${percent(unrated / catalog)} of it).`
      : '',
  ].filter((sentence) => sentence !== '');
}

/** Months, in UTC: "March 1996 to September 2018"; empty where no time is known. */
export function spanOf({ first, last }: Outline): string {
  if (first === null || last === null) return '';
  const [from, to] = [first, last].map((time) => month.format(new Date(1000 * time)));
  return from === to ? from : `${from} to ${to}`;
}

/** How full the table of people and films is, to two digits: "1.7 %". */
export const shareOfPairs = ({ counts: { ratings, people, films } }: Outline): string =>
  `${Number(((100 * ratings) / Math.max(people * films, 1)).toPrecision(2))} %`;

const orFewer = (count: number): string => (count < 2 ? 'only one' : `${whole(count)} or fewer`);

const month = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export const whole = (value: number): string => Math.floor(value).toLocaleString('en-US');
