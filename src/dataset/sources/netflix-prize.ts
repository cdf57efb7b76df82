import { id, integer, number, text, time } from '../parsing/field.ts';
import type { Input, Row } from '../parsing/input.ts';
import { linesOf } from '../parsing/lines.ts';
import { survey } from '../parsing/survey.ts';
import { tableOf } from '../parsing/table.ts';
import { MovierecError } from '../../errors.ts';
import type { RawFile } from './raw-files.ts';
import type { Source } from './source.ts';

const ratingFiles = /^(mv_\d+|combined_data_\d+)\.txt$/i;
const heading = /^\s*(\d+):\s*$/;

/** Netflix Prize: ratings in blocks, each under its film's id and a colon; titles with their year. */
export const netflixPrize: Source = {
  name: 'netflix-prize',
  summary: 'Netflix Prize: mv_*.txt or combined_data_*.txt in blocks by film, movie_titles.txt or .csv',

  async detect(files) {
    const [first] = files.matching(ratingFiles);
    return first !== undefined && (await files.head(first)).split('\n').some((line) => heading.test(line));
  },

  read(files) {
    const ratings = files.matching(ratingFiles);
    if (ratings.length === 0) {
      throw new MovierecError(
        'MISSING_FILE',
        'there is no mv_*.txt and no combined_data_*.txt, which hold the ratings of the Netflix Prize.',
        'Put them with the other files, or leave out --format so that the format is found out.',
      );
    }
    const titles = files.find('movie_titles.txt') ?? files.find('movie_titles.csv');
    return {
      scale: { min: 1, max: 5 },
      tables: {
        ratings: tableOf('ratings', blocks(ratings)),
        ...(titles && { movies: tableOf('movies', titlesOf(titles)) }),
      },
    };
  },
};

/** `MovieID:` and below it lines of user, rating and date. */
function blocks(files: readonly RawFile[]): Input {
  return {
    fields: [id('user'), id('movie'), number('rating'), time('timestamp')],
    async *rows(_database, signal) {
      for (const { path, name: file } of files) {
        let movie = '';
        for await (const lines of linesOf(path, 'utf8', signal)) {
          const rows: Row[] = [];
          for (const { number: line, text, reason } of lines) {
            const block = heading.exec(text);
            if (block) movie = block[1];
            else if (text !== '') rows.push({ file, line, text, ...ratingOf(text, movie, reason) });
          }
          yield rows;
        }
      }
    },
  };
}

function ratingOf(text: string, movie: string, reason?: string): Pick<Row, 'values' | 'reason'> {
  if (reason) return { values: [], reason };
  if (movie === '') return { values: [], reason: 'before the first film: a line like "12:" is missing' };
  const found = text.split(',');
  const [user, rating, date] = found;
  return found.length === 3
    ? { values: [user, movie, rating, date] }
    : { values: [], reason: `too ${found.length < 3 ? 'few' : 'many'} columns: ${found.length} where 3 are expected` };
}

/** Id, year and title, in which commas are not quoted. */
function titlesOf(file: RawFile): Input {
  return {
    fields: [id('movie'), integer('year'), text('title')],
    async *rows(_database, signal) {
      const { encoding } = await survey(file.path, signal);
      for await (const lines of linesOf(file.path, encoding, signal)) {
        yield lines
          .filter(({ text }) => text !== '')
          .map(({ number: line, text, reason }): Row => {
            const [, movie = '', year = '', title = ''] = /^([^,]*),([^,]*),(.*)$/.exec(text) ?? [];
            const wrong = reason ?? (movie === '' ? 'not an id, a year and a title' : undefined);
            const values = [movie, year === 'NULL' ? '' : year, title];
            return { file: file.name, line, text, values, ...(wrong && { reason: wrong }) };
          });
      }
    },
  };
}
