import type { Definitions } from '../../../report/document.ts';

/** What the figures of engagement mean. */
export const engagementDefinitions: Definitions['entries'] = [
  {
    term: 'Active',
    meaning:
      'Rated, played, liked or disliked a film, put it on a watch-list, or clicked or hid a recommendation. To be shown a film is no activity. Days begin at midnight UTC, weeks on Monday.',
  },
  {
    term: 'Average day, week, month',
    meaning:
      'The mean over all days, weeks and months of the period, those without anybody among them; weeks and months that are not in it as a whole are left out. The period is the last twelve full months, or all full months where there are fewer.',
  },
  { term: 'Stickiness', meaning: 'The active people of an average day, divided by those of an average month.' },
  {
    term: 'In a month in which they are active',
    meaning:
      'The mean, and the median, over all pairs of a person and a month of the period in which the person was active.',
  },
  { term: 'Session', meaning: 'What a person does without a pause of more than 30 minutes.' },
  {
    term: 'Active again',
    meaning:
      'Active on at least one of these days, counted from the first day in the data on which the person was active. People for whom these days are not over at the end of the data do not count.',
  },
  {
    term: 'Clicked, played, hidden',
    meaning:
      'Of all pairs of a person and a film that was shown to them: those with such an event at the time of the first showing or later.',
  },
  {
    term: 'Active again after a recommendation',
    meaning:
      'Of all days of a person on which films were shown to them: those after which they were active on one of the next 7 days; beside it the same of days on which they were active and were shown nothing.',
  },
  {
    term: 'Long tail',
    meaning:
      'All films of the catalog but the fewest that take 80 % of all ratings, those that are rated most first. What people do: ratings, plays, likes, dislikes and additions to watch-lists.',
  },
];
