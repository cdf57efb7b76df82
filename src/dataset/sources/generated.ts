import { simulatedName } from '../generator/simulated.ts';
import { fraction, id, integer, number, text, time } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import { csv, readMovielensCsv } from './movielens-csv.ts';
import type { Source } from './source.ts';

/** What `movierec generate` and the demo write: MovieLens' CSV files, people, votes, events, and what made it. */
export const generated: Source = {
  name: 'generated',
  summary: 'a simulated audience: MovieLens CSV files with people.csv, votes.csv, events.csv and simulated.json',

  detect: async (files) => files.find(simulatedName) !== undefined && files.find('ratings.csv') !== undefined,

  read(files) {
    const people = files.find('people.csv');
    const votes = files.find('votes.csv');
    const events = files.find('events.csv');
    return {
      tables: {
        ...readMovielensCsv(files).tables,
        ...(people && {
          people: tableOf('people', csv(people, id('movie'), id('name'), text('role'), integer('position'))),
        }),
        ...(votes && { votes: tableOf('votes', csv(votes, id('movie'), number('imdbRating'), integer('imdbVotes'))) }),
        ...(events && {
          events: tableOf(
            'events',
            csv(events, id('user'), id('movie'), id('event'), fraction('fraction'), time('timestamp')),
          ),
        }),
      },
      feedback: 'explicit',
      simulated: true,
    };
  },
};
