import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { readFoldFiles } from '../../src/dataset/fold-files.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
const context = createContext();

/** Eight ratings whose ids are numbers like the ratings and the column places, so that nothing can be mistaken. */
const ratings = ratingsFrom([
  { user: '1', item: '2', rating: 3, time: 4 },
  { user: '1', item: '1', rating: 5, time: 20 },
  { user: '2', item: '1', rating: 4.5, time: 30 },
  { user: '2', item: '3', rating: 2, time: 40 },
  { user: '3', item: '2', rating: 1, time: 50 },
  { user: '3', item: '3', rating: 0.7, time: 60 },
  { user: 'a,b', item: '1', rating: 3, time: 70 },
  { user: 'a,b', item: '4', rating: 3, time: 80 },
]);
const [train, test_, unused] = [0, 1, 3];

/** Writes files into a folder of their own. */
async function written(files: Readonly<Record<string, string>>): Promise<string> {
  const made = await mkdtemp(join(folder, 'folds-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text);
  return made;
}

const read = async (files: Readonly<Record<string, string>>) => readFoldFiles([await written(files)], ratings, context);

const refused = (code: string, message: string, hint = ''): unknown =>
  expect.objectContaining({ code, message, hint: expect.stringContaining(hint) });

describe('the rows of a file', () => {
  const roles = [train, train, test_, unused, unused, train, unused, unused];

  test.each([
    ['by tabs without a heading', '1\t2\t3\t4\n1\t1\t5\t20\n3\t3\t0.7\t60\n', '2\t1\t4.5\t30\n'],
    ['by commas without a heading, rating and time', '1,2\n1,1\n3,3\n', '2,1\n'],
    ['by "::", with another time', '1::2::3::9\n1::1::5::9\n3::3::.7::9\n', '2::1::4.5::9\n'],
    ['by semicolons, without a rating', '1;2\r\n1;1\r\n\r\n3;3', '2;1\r\n'],
    [
      'by commas, with a heading in another order',
      'rating,movieId,userId\n3,2,1\n5,1,1\n0.7,3,3\n',
      'item,user\n1,2\n',
    ],
    ['as JSON lines', '{"user":1,"movie":2}\n{"user":1,"movie":1}\n{"user":3,"movie":3}\n', '{"user":2,"movie":1}\n'],
    ['with a byte order mark and blanks', '\ufeff1, 2, 3\n1 ,1,5\n3,3,0.70\n', '2,1, 4.5\n'],
  ])('are read %s', async (_, base, test) => {
    const [{ roles: given }] = await read({ 'u1.base': base, 'u1.test': test });
    expect([...given]).toEqual(roles);
  });

  test('may quote what holds the delimiter', async () => {
    const [{ roles: given }] = await read({ 'u1.base': '"a,b",1,3\n2,1,4.5\n', 'u1.test': '"a,b",4,3\n' });
    expect([...given]).toEqual([3, 3, 0, 3, 3, 3, 0, 1]);
  });
});

describe('the pairs', () => {
  test.each([
    ['u1.base', 'u1.test', 'u1'],
    ['ml-1m.train.rating', 'ml-1m.test.rating', 'ml-1m'],
    ['movies_10_train.csv', 'movies_10_test.csv', 'movies_10'],
    ['fold.train', 'fold.test', 'fold'],
    ['Fold-Train.TXT', 'Fold-Test.TXT', 'Fold'],
  ])('%s and %s are the fold of their common name', async (base, test, name) => {
    const folds = await read({
      [base]: '1,2\n',
      [test]: '1,1\n',
      README: 'nothing',
      'u.data': '',
      'a.test.negative': '',
    });
    expect(folds).toEqual([{ name, roles: Uint8Array.of(0, 1, 3, 3, 3, 3, 3, 3) }]);
  });

  test('train.csv and test.csv are the fold of their folder', async () => {
    const made = await written({ 'train.csv': 'user,movie\n1,2\n', 'test.csv': 'user,movie\n1,1\n' });
    const folds = await readFoldFiles([made], ratings, context);
    expect(folds.map(({ name }) => name)).toEqual([basename(made)]);
  });

  test('are all those of a folder, in order of their numbers, or those that are given', async () => {
    const files = Object.fromEntries(
      [10, 9, 1].flatMap((n) => [
        [`u${n}.base`, '1,2\n'],
        [`u${n}.test`, '1,1\n'],
      ]),
    );
    const made = await written(files);
    const names = async (...paths: string[]): Promise<string[]> =>
      (await readFoldFiles(paths, ratings, context)).map(({ name }) => name);
    expect(await names(made)).toEqual(['u1', 'u9', 'u10']);
    expect(await names(join(made, 'u9.test'), join(made, 'u9.base'))).toEqual(['u9']);
    expect(await names(made, join(made, 'u9.test'), join(made, 'u9.base'))).toEqual(['u1', 'u9', 'u10']);
  });

  test('lacking a half, or altogether, are refused with the names that are known', async () => {
    const naming = 'u1.base and u1.test';
    await expect(read({ 'u1.base': '1,2\n' })).rejects.toEqual(
      refused('MISSING_FILE', 'u1.base has no file with the test ratings beside it.', naming),
    );
    await expect(read({ 'u1.test': '1,2\n', 'u2.base': '1,2\n' })).rejects.toEqual(
      refused('MISSING_FILE', 'u1.test has no file with the training ratings beside it.', naming),
    );
    const made = await written({ 'ratings.csv': '1,2\n' });
    await mkdir(join(made, 'u1.base'));
    await expect(readFoldFiles([made], ratings, context)).rejects.toEqual(
      refused('MISSING_FILE', `there are no fold files in ${made}.`, naming),
    );
    await expect(readFoldFiles([], ratings, context)).rejects.toEqual(
      refused('MISSING_FILE', 'there are no fold files.', naming),
    );
    const file = join(made, 'ratings.csv');
    await expect(readFoldFiles([file], ratings, context)).rejects.toEqual(
      refused('BAD_FILE', `the name of ${file} does not say whether it holds training or test ratings.`, naming),
    );
    await expect(readFoldFiles([`${made}/u7.base`], ratings, context)).rejects.toEqual(
      refused('MISSING_FILE', `there is no ${made}/u7.base.`),
    );
  });

  test('with two files for one half are refused', async () => {
    await expect(read({ 'u1.base': '1,2\n', 'u1.test': '1,1\n', 'u1.train': '1,2\n' })).rejects.toEqual(
      refused('BAD_FILE', 'u1.base and u1.train are the same half of a fold.'),
    );
  });
});

describe('what is wrong with a file is said with how many rows, the first of them and its line:', () => {
  const good = { 'u1.base': '1\t2\t3\n', 'u1.test': '1\t1\t5\n' };

  test.each([
    ['a person', '944\t1\t5\n', '1 row of u1.test is no rating', '1: there is no user "944"'],
    ['a film', '1\t1\t5\n1\t77\t5\n', '1 row of u1.test is no rating', '2: there is no film "77"'],
    ['a pair', '2\t2\t3\n1\t3\t3\n', '2 rows of u1.test are no ratings', '1: user "2" has not rated film "2"'],
  ])('%s that the data set has not', async (_, text, what, first) => {
    await expect(read({ ...good, 'u1.test': text })).rejects.toEqual(
      refused('BAD_FILE', `${what} of this data set, the first in line ${first}.`, 'movierec clean --no-merge-films'),
    );
  });

  test.each([
    ['4', '4'],
    ['5.00001', '5.00001'],
    ['nan', 'NaN'],
    ['inf', 'NaN'],
    ['1e999', 'Infinity'],
  ])('a rating of %s where the data set says 5', async (rating, shown) => {
    await expect(read({ ...good, 'u1.test': `1\t1\t${rating}\n` })).rejects.toEqual(
      refused(
        'BAD_FILE',
        `1 row of u1.test has another rating than this data set, the first in line 1: user "1" rated film "1" 5, not ${shown}.`,
      ),
    );
  });

  test('a rating twice in one file', async () => {
    await expect(read({ ...good, 'u1.base': '1\t2\t3\n2\t3\t2\n1\t2\t3\n1\t2\t3\n' })).rejects.toEqual(
      refused('BAD_FILE', '2 ratings stand more than once in u1.base, the first in line 3: user "1", film "2".'),
    );
  });

  test('a rating that is trained on and tested', async () => {
    await expect(read({ ...good, 'u1.test': '1\t1\t5\n1\t2\t3\n' })).rejects.toEqual(
      refused('LEAK', '1 rating stands both in u1.base and in u1.test, the first in line 2: user "1", film "2".'),
    );
  });

  test.each([
    ['1\t2\t3\n1\t\t5\n', 'BAD_FILE', 'u1.base, line 2: movie is empty.'],
    ['1\t2\t3\n1\t1\n', 'BAD_FILE', 'u1.base, line 2: too few columns: 2 where 3 are expected.'],
    ['1\t2\tgood\n', 'BAD_FILE', 'u1.base, line 1: rating is not a number: "good".'],
    ['1 2 3\n', 'BAD_FILE', 'u1.base has no columns of users and films.'],
    ['\0\0\0\0', 'BAD_FILE', 'u1.base has no columns of users and films.'],
    ['{"title":"Heat"}\n', 'BAD_FILE', 'u1.base has no columns of users and films.'],
    ['', 'EMPTY_FILE', 'u1.base is empty.'],
    ['user\tmovie\trating\n', 'EMPTY_FILE', 'u1.base holds no ratings.'],
  ])('%j', async (text, code, message) => {
    await expect(read({ ...good, 'u1.base': text })).rejects.toEqual(refused(code, message, 'user, film'));
  });
});

test('folds written from random roles are read again, whatever the order of the rows in the data set', async () => {
  const many = twoTastes();
  const { user, item, value } = many.columns;
  const given = user.map((_, at) => [train, train, test_, unused][(at * 7919) % 4]);
  const lines = (wanted: number): string =>
    Array.from(user, (u, at) => `${many.users.names[u]}::${many.items.names[item[at]]}::${value[at]}\n`)
      .filter((_, at) => given[at] === wanted)
      .reverse()
      .join('');
  const made = await written({ 'x.base': lines(train), 'x.test': lines(test_) });
  const [{ roles }] = await readFoldFiles([made], many, context);
  expect([...roles]).toEqual([...given]);
});
