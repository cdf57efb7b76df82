import { id, optionalNumber, time, type Field } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import { chooseColumns, hasUsual } from './choose-columns.ts';
import { headingsOf } from './heading.ts';
import { needHeadings } from './need-headings.ts';
import type { Source } from './source.ts';
import { moviesBeside } from './table.ts';

/** What logs call the four events. */
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
};

function named(event: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, event]));
}

const event: Field = { ...id('event'), choices: eventNames };
const shared = [id('user'), id('movie'), optionalNumber('fraction'), time('timestamp')];
const logFields = [...shared, event];
/** Of a log without names for its events, everything is a play, and says how much was watched. */
const playFields = shared.map((field) => (field.name === 'fraction' ? { ...field, required: true } : field));

/** The log of a streaming service: plays with the fraction watched, likes, dislikes, the watch-list. */
export const events: Source = {
  name: 'events',
  summary:
    'events of a streaming service, CSV or JSON-lines: user, movie, event (play, like, dislike, watchlist), fraction',

  detect: async (files) =>
    (await headingsOf(files)).some((heading) => hasUsual(heading, logFields) || hasUsual(heading, playFields)),

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
