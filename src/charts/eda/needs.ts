import type { Survey } from './survey.ts';

/** What a chart may need of a data set, each with why it is left out where that is not there. */
export const needs = {
  values: ({ feedback, counts }) => {
    if (feedback === 'implicit') return 'there are no ratings, only strengths made from events';
    return counts.values < 2 && 'all ratings are the same';
  },
  times: ({ counts }) => counts.timed === 0 && 'the ratings have no times',
  days: ({ counts }) => counts.days < 2 && 'all ratings with a time are of one day',
  'times of day': ({ counts }) => counts.clockTimes < 2 && 'all ratings have the same time of day',
  genres: ({ counts }) => counts.withGenres === 0 && 'the genres of the films are not known',
  years: ({ counts }) => counts.withYear === 0 && 'the years of the films are not known',
  tags: ({ counts }) => counts.tags === 0 && 'nobody tagged a film',
  credits: ({ counts }) => counts.credits === 0 && 'who made the films is not known',
  rows: ({ hasRows }) => !hasRows && 'it needs the ratings themselves, which are on other machines',
  'several people': ({ counts }) => counts.people < 2 && 'there is only one person',
  'several films': ({ counts }) => counts.films < 2 && 'there is only one film',
} as const satisfies Record<string, (survey: Pick<Survey, 'feedback' | 'counts' | 'hasRows'>) => string | false>;

export type Need = keyof typeof needs;
