import { delimited } from '../parsing/delimited.ts';
import { id, number, time } from '../parsing/field.ts';
import { tableOf } from '../parsing/table.ts';
import { baseName } from './raw-files.ts';
import type { Source } from './source.ts';
import { MovierecError } from '../../errors.ts';

const training = /\.train\.rating$/i;
const testing = /\.test\.rating$/i;

/**
 * The files of He et al. 2017, Neural Collaborative Filtering: user, film, rating and time by tabs, each person's last
 * rating in a file of its own. Both together are the data set; which rating stood where, `readFoldFiles` tells.
 */
export const ncf: Source = {
  name: 'ncf',
  summary: 'the files of Neural Collaborative Filtering: X.train.rating and X.test.rating, with tabs between values',

  async detect(files) {
    const [train] = files.matching(training);
    const [test] = files.matching(testing);
    return (
      train !== undefined && test !== undefined && (await files.startsLike(baseName(train), /^\d+\t\d+\t[\d.]+\t\d+$/))
    );
  },

  read(files) {
    const columns = [id('user'), id('movie'), number('rating'), time('timestamp')];
    const part = (pattern: RegExp, name: string) => {
      const [file] = files.matching(pattern);
      if (file) return tableOf('ratings', delimited(file, { delimiter: '\t', columns }));
      throw new MovierecError(
        'MISSING_FILE',
        `there is no ${name}, which the files of Neural Collaborative Filtering have.`,
        'Put it with the other files, or leave out --format so that the format is found out.',
      );
    };
    const [train, test] = [part(training, 'X.train.rating'), part(testing, 'X.test.rating')];
    const from = (table: typeof train, name: string) => table.select.replace(/\binput$/, name);
    return {
      tables: {
        ratings: {
          inputs: { train: train.inputs['input'], test: test.inputs['input'] },
          select: `${from(train, 'train')} UNION ALL ${from(test, 'test')}`,
        },
      },
    };
  },
};
