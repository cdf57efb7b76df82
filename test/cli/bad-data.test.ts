import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { expectFailure } from '../fixtures/cli/failure.ts';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { files } from '../fixtures/cli/snapshot.ts';
import { emptyFolder } from '../fixtures/cli/workspaces.ts';
import { zipOf } from '../dataset/unpack/zip-of.ts';

const folder = await emptyFolder();
const write = async (name: string, content: string | Buffer): Promise<void> => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), content);
};
const good = 'userId,movieId,rating\n1,1,4\n1,2,3\n2,1,5\n2,2,1\n3,1,2\n3,2,4\n';
const junk = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256));

describe('raw data that cannot be read leave the set of that name as it was', () => {
  beforeAll(async () => {
    await write('good.csv', good);
    await movierec(folder, 'ingest', '--from', 'good.csv', '--dataset', 'mine');
  });
  beforeEach(async () => {
    await rm(join(folder, 'raw'), { recursive: true, force: true });
    await mkdir(join(folder, 'raw'));
  });

  test.each<[what: string, name: string, content: string | Buffer, code: ErrorCode, exit: 1 | 2, says: RegExp]>([
    ['an empty file', 'a.csv', '', 'EMPTY_FILE', 1, /a.csv is empty/],
    ['a header alone: nobody at all', 'a.csv', 'userId,movieId,rating\n', 'NO_RATINGS', 1, /no ratings in a.csv/],
    ['a folder that is no data set', 'set/letter.txt', 'Dear all,\n', 'NOT_A_DATASET', 1, /letter.txt/],
    ['binary junk', 'a.csv', junk, 'NOT_A_DATASET', 1, /a.csv/],
    ['a corrupt zip', 'a.zip', zipOf([{ name: 'r.csv', content: good }]).subarray(0, 60), 'BAD_ARCHIVE', 1, /a.zip/],
    ['a zip with a way out', 'a.zip', zipOf([{ name: '../r.csv', content: good }]), 'BAD_ARCHIVE', 1, /a.zip/],
    ['a zip bomb', 'a.zip', zipOf([{ name: 'r.csv', content: '0'.repeat(7e7) }]), 'BAD_ARCHIVE', 1, /absurd size/],
    ['only bad rows', 'a.csv', 'userId,movieId,rating\n1,2,good\n', 'NO_RATINGS', 1, /a.csv, line 2.*"good"/],
  ])('%s', async (_, name, content, code, exit, says) => {
    await write(`raw/${name}`, content);
    const before = await files(folder);
    const from = join('raw', name.split('/')[0]);
    await expectFailure(folder, ['ingest', '--from', from, '--dataset', 'mine'], { code, exit, says });
    expect(await files(folder)).toEqual(before);
  });

  test('an empty folder', () =>
    expectFailure(folder, ['ingest', '--from', 'raw'], { code: 'EMPTY_FILE', exit: 1, says: /raw is empty/ }));

  test.each([
    ['user=uid', /no column "uid".*userId, movieId, rating/],
    ['person=userId', /"person" is none of user, movie, rating/],
  ])('columns that are not there: %s', async (columns, says) => {
    await write('raw/a.csv', good);
    const args = ['ingest', '--from', 'raw/a.csv', '--columns', columns];
    await expectFailure(folder, args, { code: 'BAD_COLUMNS', exit: 2, says, advises: /--columns user=/ });
  });
});

test('bad rows are set aside with line and reason; odd ids, BOM and Windows line ends are read', async () => {
  const rows = ['"Zoë, 🎬 & co",1,4', '"Zoë, 🎬 & co",2', '1,1,NaN', '1,1,5', '1,2,4', '2,1,3', '2,2,x'];
  await write('odd.csv', `\ufeffuserId,movieId,rating\r\n${rows.join('\r\n')}\r\n`);
  const ingested = await movierecJson<object>(folder, 'ingest', '--from', 'odd.csv');
  expect(ingested).toMatchObject({ dataset: 'odd', users: 3, movies: 2, rejected: 2, tables: { ratings: 5 } });
  const rejected = await readFile(join(folder, 'data/interim/odd/rejected.csv'), 'utf8');
  expect(rejected).toBe(
    'file,line,reason,text\n' +
      'odd.csv,3,too few columns: 2 where 3 are expected,"""Zoë, 🎬 & co"",2"\n' +
      'odd.csv,8,"rating is not a number: ""x""","2,2,x"\n',
  );
  const cleaned = await movierecJson<object>(folder, 'clean');
  expect(cleaned).toMatchObject({ after: { ratings: 4, users: 3, movies: 2 } });
  await movierec(folder, 'train', '--model', 'bias');
  const user = 'Zoë, 🎬 & co';
  expect(await movierecJson(folder, 'recommend', '--user', user)).toMatchObject({ user, items: [{ movie: '2' }] });
  const { out } = await movierec(folder, 'recommend', '--user', user);
  expect(out).toContain(`movierec explain --user "${user}" --movie 2`);
});

test('semicolons between the columns are found out', async () => {
  await write('semicolons.csv', good.replaceAll(',', ';'));
  expect(await movierecJson(folder, 'ingest', '--from', 'semicolons.csv')).toMatchObject({ tables: { ratings: 6 } });
});

test('one person with one rating is a data set, with nothing to test and nothing to recommend', async () => {
  await write('one.csv', 'userId,movieId,rating\nme,it,4\n');
  expect(await movierecJson(folder, 'ingest', '--from', 'one.csv')).toMatchObject({ users: 1, movies: 1 });
  for (const model of ['bias', 'item-knn', 'popularity', 'svd']) {
    expect(await movierecJson(folder, 'train', '--model', model)).toMatchObject({ model, ratings: 1 });
  }
  await expectFailure(folder, ['eval'], { code: 'NOTHING_TO_TEST', exit: 1, says: /1 rating/ });
  const all = { code: 'USAGE', exit: 2, says: /no film is left/, advises: /someone/ } as const;
  await expectFailure(folder, ['recommend', '--user', 'me'], all);
  expect(await movierecJson(folder, 'similar', '--movie', 'it')).toMatchObject({ items: [] });
});

test('a film that nobody has rated is shown by its title, and last', async () => {
  await write('films/ratings.csv', good);
  await write(
    'films/movies.csv',
    'movieId,title,genres\n1,One (2001),Drama\n2,Two (2002),Drama\n9,"Nine, The (1999)",War\n',
  );
  await movierec(folder, 'ingest', '--from', 'films');
  for (const model of ['item-knn', 'svd']) {
    await movierec(folder, 'train', '--model', model);
    const list = await movierecJson<object>(folder, 'recommend', '--user', '1');
    expect(list).toMatchObject({ model, items: [{ movie: '9', title: 'The Nine (1999)', fallback: 'no opinion' }] });
    const why = await movierecJson<object>(folder, 'explain', '--user', '1', '--movie', 'The Nine (1999)');
    expect(why).toMatchObject({ title: 'The Nine (1999)', fallback: 'no opinion' });
  }
});

test('other data under an old name: what was made of the old is made anew, or refused by name', async () => {
  await write('first/ratings.csv', good);
  await write('second/ratings.csv', `${good}4,1,5\n4,3,5\n`);
  await movierec(folder, 'ingest', '--from', 'first', '--dataset', 'same');
  await movierec(folder, 'train', '--model', 'bias');
  await movierec(folder, 'ingest', '--from', 'second', '--dataset', 'same');
  const stale = { code: 'STALE_MODEL', exit: 1, advises: /movierec train --model bias/ } as const;
  await expectFailure(folder, ['recommend', '--user', '4'], stale);
  await movierec(folder, 'train', '--model', 'bias');
  expect(await movierecJson(folder, 'recommend', '--user', '4')).toMatchObject({ items: [{ movie: '2' }] });
});
