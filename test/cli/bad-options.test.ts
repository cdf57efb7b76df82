import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../src/errors.ts';
import { expectFailure } from '../fixtures/cli/failure.ts';
import { movierecJson } from '../fixtures/cli/movierec.ts';
import { snapshot } from '../fixtures/cli/snapshot.ts';
import { copyOfPrepared, emptyFolder } from '../fixtures/cli/workspaces.ts';

const folder = await copyOfPrepared();
let before: Record<string, string>;
beforeAll(async () => {
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
  await write('wrong.csv', 'movie,rating\nFight Club (1999),11\n');
  await write('words.csv', 'movie,rating\nFight Club (1999),good\n');
  await write('columns.csv', 'a;b\n1;2\n');
  await write('unknown.csv', 'movie,rating\nFilm That Is Not There (1850),4\n');
  await write('empty.csv', '');
  before = await snapshot(folder);
});

type Case = [line: string, code: ErrorCode, exit: 1 | 2, says: RegExp, advises: RegExp];
const split = (line: string): string[] => [...line.matchAll(/"([^"]*)"|\S+/g)].map(([all, inside]) => inside ?? all);

describe('a wrong option, name or file ends with its code, what is wrong and a next step', () => {
  test.each<Case>([
    ['recommnd --user 42', 'USAGE', 2, /unknown command 'recommnd'/, /Did you mean recommend\?/],
    ['train --modle svd', 'USAGE', 2, /unknown option '--modle'/, /Did you mean --model\?/],
    ['train', 'USAGE', 2, /--model <name> is missing.*svd/, /movierec train --help/],
    ['train --model', 'USAGE', 2, /argument missing/, /movierec train --help/],
    ['ingest ratings.csv', 'USAGE', 2, /"ratings.csv" belongs to no option/, /movierec ingest --help/],
    ['', 'USAGE', 2, /no command/, /movierec --help/],
    ['--seed x ingest', 'OPTION_RANGE', 2, /--seed.*'x'/, /whole number from 0/],
    ['recommend --user 42 --k 0', 'OPTION_RANGE', 2, /--k.*'0'/, /1 or more/],
    ['recommend --user 42 --k x', 'OPTION_RANGE', 2, /--k.*'x'/, /1 or more/],
    ['eval --relevant good', 'OPTION_RANGE', 2, /--relevant.*'good'/, /a number/],
    ['clean --test 2', 'OPTION_RANGE', 2, /--test.*'2'/, /from 0 to 1/],
    ['clean --test 1', 'OPTION_RANGE', 2, /share is 1/, /between 0 and 1/],
    ['clean --scale 5..1', 'USAGE', 2, /"5..1" is not a scale/, /1..5/],
    ['clean --split rnadom', 'USAGE', 2, /"rnadom"/, /by-user, random/],
    ['clean --min-user-ratings 100000', 'NO_RATINGS', 1, /left no ratings/, /Ease the filters/],
    ['recommend', 'USAGE', 2, /for whom/, /--user ID, or --ratings FILE/],
    ['recommend --user 42 --ratings empty.csv', 'USAGE', 2, /name two people/, /--user ID, or/],
    ['recommend --user 4242', 'UNKNOWN_USER', 2, /"4242".*1000 people/, /--ratings FILE/],
    ['recommend --user 42 --model nope', 'UNKNOWN_MODEL', 2, /"nope"/, /als, bfm, bias, bpr, .*popularity, .*svd/],
    ['recommend --user 42 --model popularity', 'MISSING_ARTIFACT', 1, /"popularity" for "demo"/, /train --model pop/],
    ['recommend --user 42 --dataset nope', 'UNKNOWN_DATASET', 2, /"nope".*there are: demo/, /movierec ingest/],
    ['recommend --user 42 --genre Comdy', 'USAGE', 2, /"Comdy"/, /Comedy/],
    ['recommend --user 42 --year lately', 'USAGE', 2, /"lately"/, /1990..1999/],
    ['recommend --user 42 --year 1850', 'USAGE', 2, /no film that passes/, /other genres or years/],
    ['recommend --user 42 --exclude data', 'BAD_FILE', 1, /a folder stands/, /path of a file/],
    ['recommend --diversity 0.5', 'USAGE', 2, /for whom/, /--likes "TITLE"/],
    ['recommend --user 42 --likes "Fight Club"', 'USAGE', 2, /--user and --likes name two people/, /--user ID, or/],
    ['recommend --likes "Film That Is Not There"', 'UNKNOWN_MOVIE', 2, /"Film That Is Not There"/, /\w/],
    ['recommend --likes "fight clb (1989)"', 'UNKNOWN_MOVIE', 2, /1989/, /"Fight Club \(1999\)"/],
    [
      'recommend --likes "fight club" --dislikes "Fight Clubb"',
      'USAGE',
      2,
      /both are Fight Club \(1999\)/,
      /one of them/,
    ],
    ['recommend --likes', 'USAGE', 2, /argument missing/, /recommend --help/],
    ['recommend --user 42 --diversity 2', 'OPTION_RANGE', 2, /--diversity.*'2'/, /from 0 to 1/],
    ['recommend --user 42 --novelty much', 'OPTION_RANGE', 2, /--novelty.*'much'/, /from 0 to 1/],
    [
      'recommend --user 42 --director "Ridly Scot"',
      'USAGE',
      2,
      /no director.*"Ridly Scot"/,
      /Did you mean Ridley Scott\?/,
    ],
    ['recommend --actor "Brad Pitt"', 'MISSING_FEATURES', 2, /actors/, /--imdb DIR or --tmdb DIR/],
    ['recommend --user 42 --runtime long', 'USAGE', 2, /"long" is no length/, /90..120/],
    ['recommend --user 42 --genre Comedy Comdy', 'USAGE', 2, /"Comdy"/, /Comedy/],
    ['recommend --like-film "No Film Is Like It"', 'UNKNOWN_MOVIE', 2, /"No Film Is Like It"/, /\w/],
    ['recommend --user 42 --seen none.txt', 'MISSING_FILE', 1, /none.txt/, /path/],
    ['similar --movie "Toy Story" --director X', 'USAGE', 2, /no director is called "X"/, /Give the name/],
    ['recommend --ratings empty.csv', 'EMPTY_FILE', 1, /empty.csv is empty/, /at least one/],
    ['recommend --ratings wrong.csv', 'BAD_RATING', 1, /11 for Fight Club \(1999\)/, /from 0.5 to 5|from 1 to 5/],
    ['recommend --ratings words.csv', 'BAD_RATING', 1, /words.csv, line 2: "good"/, /Mend it/],
    ['recommend --ratings columns.csv', 'BAD_COLUMNS', 2, /columns.csv.*a, b/, /"movie".*"rating"/],
    ['recommend --ratings unknown.csv', 'UNKNOWN_MOVIE', 2, /Film That Is Not There/, /\w/],
    ['similar --movie "Toy Stroy"', 'UNKNOWN_MOVIE', 2, /"Toy Stroy"/, /Did you mean "Toy Story \(1995\)"/],
    ['explain --user 42 --movie "Fight Club (1998)"', 'UNKNOWN_MOVIE', 2, /1998/, /"Fight Club \(1999\)"/],
    ['train --model svd --set factor=3', 'UNKNOWN_OPTION', 2, /no parameter "factor"/, /factors, epochs/],
    ['train --model svd --set factors=many', 'OPTION_RANGE', 2, /factors is many/, /integer from 1 to 500/],
    ['train --model svd --set factors', 'USAGE', 2, /"factors" sets nothing/, /--set name=value/],
    [
      'features --sets genre',
      'USAGE',
      2,
      /no feature set "genre"/,
      /Did you mean "genres"\? There are: genres, people/,
    ],
    ['features --dimensions 0', 'OPTION_RANGE', 2, /--dimensions.*'0'/, /from 1 to 1000/],
    ['eval --protocol kfoldd', 'USAGE', 2, /"kfoldd"/, /kfold/],
    ['eval --folds 3', 'USAGE', 2, /fitted afresh/, /--protocol/],
    ['eval --k ten', 'OPTION_RANGE', 2, /--k.*'ten'/, /1 or more/],
    ['eval --k 5 99999', 'OPTION_RANGE', 2, /k is 99999.*only \d+ films/, /--k up to \d+/],
    ['eval --metrics ndgc', 'USAGE', 2, /"ndgc"/, /Did you mean "ndcg"/],
    ['eval --metrics ndcg@5', 'USAGE', 2, /"ndcg@5"/, /--metrics ndcg --k 5/],
    ['eval --by happiness', 'USAGE', 2, /"happiness"/, /rmse, mae, precision@10/],
    ['eval --protocol kfold --fold-files u1.base', 'USAGE', 2, /kfold/, /Give one/],
    ['eval --protocol given', 'USAGE', 2, /which files/, /--fold-files u1.base u1.test/],
    ['eval --fold-files none/u1.base', 'MISSING_FILE', 1, /none\/u1.base/, /path/],
    ['eval --model bias --protocol temporal --repeats 2', 'OPTION_RANGE', 2, /temporal/, /random/],
    ['eval --protocol kfold --model popularity --metrics rmse', 'WRONG_MODEL', 2, /only ranks/, /--model svd/],
    ['compare svd', 'USAGE', 2, /one model/, /movierec compare svd ease/],
    ['compare svd ease', 'MISSING_ARTIFACT', 1, /"ease" for "demo"/, /train --model ease/],
    ['compare svd nope', 'UNKNOWN_MODEL', 2, /"nope"/, /svd/],
    ['eval --protocol kfold --folds 1', 'OPTION_RANGE', 2, /--folds.*'1'/, /from 2 to 100/],
    ['ingest --dataset ml-lates-small', 'UNKNOWN_DATASET', 2, /"ml-lates-small"/, /ml-latest-small/],
    ['ingest --from none.csv', 'MISSING_FILE', 1, /none.csv/, /--from/],
    ['ingest --from wrong.csv --format x', 'UNKNOWN_FORMAT', 2, /"x"/, /movielens-csv/],
    ['ingest --from wrong.csv --columns user', 'USAGE', 2, /"user" maps no column/, /user=uid/],
    ['ingest --from wrong.csv --dataset ../x', 'USAGE', 2, /"..\/x"/, /letters, digits/],
    ['run --config none.yaml', 'MISSING_FILE', 1, /none.yaml/, /--config/],
    ['generate', 'USAGE', 2, /number of ratings/, /--ratings/],
    ['generate --like ml-2m', 'UNKNOWN_DATASET', 2, /"ml-2m"/, /ml-1m/],
    ['generate --ratings 10 --out .', 'USAGE', 2, /holds other files/, /new or empty/],
  ])('movierec %s gives %s', (line, code, exit, says, advises) =>
    expectFailure(folder, split(line), { code, exit, says, advises }),
  );

  afterAll(async () => {
    // However much went wrong, everything is as it was.
    expect(await snapshot(folder)).toEqual(before);
  });
});

test('without data every stage says what to run first', async () => {
  const empty = await emptyFolder();
  for (const line of ['clean', 'train --model svd', 'eval', 'recommend --user 42']) {
    const missing = {
      code: 'MISSING_ARTIFACT',
      exit: 1,
      says: /no data set/,
      advises: /^Run: movierec ingest$/,
    } as const;
    await expectFailure(empty, split(line), missing);
  }
  expect(await snapshot(empty)).toEqual({});
});

test('a k past the end of the catalog gives every film that there is to give, ever so often the same', async () => {
  type List = { rated: number; items: { movie: string }[] };
  const list = await movierecJson<List>(folder, 'recommend', '--user', '42', '--k', '1e9');
  const { datasets } = await movierecJson<{ datasets: { name: string; movies: number }[] }>(folder, 'datasets');
  expect(list.items.length + list.rated).toBe(datasets.find(({ name }) => name === 'demo')!.movies);
  expect(new Set(list.items.map(({ movie }) => movie)).size).toBe(list.items.length);
});
