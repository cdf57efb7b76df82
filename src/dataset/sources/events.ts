import { fraction, id, number, time, type Field } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import { chooseColumns, hasUsual } from './choose-columns.ts';
import { headingsOf, type Heading } from './heading.ts';
import { needHeadings } from './need-headings.ts';
import type { Source } from './source.ts';
import { moviesBeside, ratingFields } from './table.ts';

/** What logs call the events: four that tell of taste, and three of what became of recommendations. */
const eventNames = {
  ...named('play', ['play', 'plays', 'played', 'watch', 'watched', 'view', 'viewed', 'stream', 'complete']),
  ...named('like', ['like', 'liked', 'thumbs_up', 'thumbsup', 'love']),
  ...named('dislike', ['dislike', 'disliked', 'thumbs_down', 'thumbsdown']),
  ...named('watchlist', [
    'watchlist',
    'watch_list',
    'watch-list',
    'add_to_watchlist',
    'add_to_list',
    'mylist',
    'my_list',
  ]),
  ...named('shown', ['shown', 'show', 'impression', 'impressions']),
  ...named('clicked', ['clicked', 'click', 'clicks']),
  ...named('hidden', ['hidden', 'hide', 'not_interested']),
};

function named(event: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, event]));
}

const event: Field = { ...id('event'), choices: eventNames };
const shared = [id('user'), id('movie'), fraction('fraction'), time('timestamp')];
export const logFields = [...shared, event];
/** Of a log without names for its events, everything is a play, and says how much was watched. */
export const playFields = shared.map((field) => (field.name === 'fraction' ? { ...field, required: true } : field));

/** Where there is a rating too, only "event" says that it is a log: a "type" or "watched" may then mean anything. */
export function isLog(heading: Pick<Heading, 'names'>): boolean {
  if (!hasUsual(heading, logFields) && !hasUsual(heading, playFields)) return false;
  return !hasUsual(heading, [number('rating')]) || heading.names.some((name) => /^event/i.test(name));
}

/**
 * The log of a streaming service: plays with the fraction watched, likes, dislikes, the watch-list; recommendations shown,
 * clicked and hidden.
 */
export const events: Source = {
  name: 'events',
  summary:
    'events of a streaming service, CSV or JSON-lines: user, movie, event (play, like, dislike, watchlist, shown, clicked, hidden), fraction',

  async detect(files) {
    const headings = await headingsOf(files);
    const hasRatings = headings.some((heading) => hasUsual(heading, ratingFields) && !isLog(heading));
    return !hasRatings && headings.some(isLog);
  },

  async read(files, { columns }, database, { signal }) {
    const headings = await needHeadings(files, database, signal);
    const isPlays = columns
      ? columns['event'] === undefined && columns['fraction'] !== undefined
      : !headings.some((heading) => hasUsual(heading, logFields)) &&
        headings.some((heading) => hasUsual(heading, playFields));
    const { heading, choices } = chooseColumns(headings, isPlays ? playFields : logFields, columns);
    const movies = moviesBeside(heading, headings);
    return {
      tables: {
        events: tableOf('events', heading.open(choices), isPlays ? { event: "'play'" } : {}),
        ...(movies && { movies }),
      },
      feedback: 'implicit',
    };
  },
};
