import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { dataOf, studyNames, studyOf } from '../../src/evaluation/studies/registry.ts';
import { strongGeneralization } from '../../src/evaluation/studies/strong-generalization.ts';
import { modelNames } from '../../src/models/registry.ts';
import { reproduce, type ReproduceOptions } from '../../src/stages/reproduce.ts';
import type { ReproducedPart } from '../../src/stages/reproduce/reproduce-part.ts';
import { loadStudyData } from '../../src/stages/reproduce/load-study-data.ts';
import {
  ncfSample,
  writeMovieLens100k,
  writeMovieLens10m,
  writeMovieLens1m,
  writeMovieLensCsv,
  writeNcf,
} from '../fixtures/study-samples.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const data = join(root, 'data');
const context = createContext({ threads: 2 });
await writeMovieLens100k(join(data, 'ml-100k'), true);
await writeMovieLens1m(join(data, 'ml-1m'));
await writeMovieLens10m(join(data, 'ml-10M100K'));
await writeMovieLensCsv(join(data, 'ml-20m'));
await writeNcf(join(data, 'ncf'));

let count = 0;
const freshWorkspace = (): Workspace => new Workspace(join(root, `workspace-${++count}`));
const run = (options: Partial<ReproduceOptions> & { study: string }, given = context) =>
  reproduce({ workspace: freshWorkspace(), data, ...options }, given);

const figuresOf = ({ rows }: ReproducedPart, row: string): Record<string, number> =>
  Object.fromEntries(rows.find((each) => each.row === row)!.figures.map(({ key, ours }) => [key, ours!.value]));

describe.each(studyNames)('%s on samples in the formats of its data', (name) => {
  const study = studyOf(name);

  test('runs every row that there is a model for, with settings of either side, and names the others', async () => {
    const { parts } = await run({ study: name });
    expect(parts.map((part) => part.data)).toEqual(study.parts.map((part) => part.data));
    for (const [at, part] of parts.entries()) {
      // A sample is not the data of the publication: it says so, and passes no verdict.
      expect(part.comparable).toBe(false);
      const published = dataOf(part.data).ratings.toLocaleString('en-US');
      expect(part.remarks.join(' ')).toContain(`not the ${published} of the publication`);
      expect(part.rows.flatMap(({ figures }) => figures.filter(({ verdict }) => verdict !== null))).toEqual([]);
      for (const row of study.parts[at].rows) {
        const found = part.rows.filter((each) => each.row === row.name);
        const isBuilt = modelNames.some((model) => model === row.model);
        if (!isBuilt) {
          expect(found.map(({ leftOut }) => leftOut)).toEqual([`there is no model "${row.model}" yet`]);
          continue;
        }
        if (!row.paper && !row.ours) {
          expect(found.map(({ leftOut }) => leftOut)).toEqual([expect.stringMatching(/not written down yet$/)]);
          continue;
        }
        const sides = [...(row.paper ? ['paper'] : []), ...(row.ours ? ['ours'] : [])];
        expect(found.map(({ settings }) => settings)).toEqual(sides);
        for (const { figures, leftOut } of found) {
          expect(leftOut, row.name).toBeNull();
          for (const { ours, published, difference } of figures) {
            expect(ours!.value).toBeGreaterThanOrEqual(0);
            expect(ours!.low).toBeLessThanOrEqual(ours!.value);
            expect(ours!.high).toBeGreaterThanOrEqual(ours!.value);
            if (published !== null) expect(difference).toBeCloseTo(ours!.value - published, 12);
          }
        }
      }
    }
  });
});

test('HR@10 and NDCG@10 of popularity are those of a plain count over the given lists, the tested film once', async () => {
  const { train, test: tested, negatives } = ncfSample();
  const counts = new Map<number, number>();
  for (const { film } of train) counts.set(film, (counts.get(film) ?? 0) + 1);
  const { ratings } = await loadStudyData(dataOf('ncf-ml-1m'), join(data, 'ncf'), context);
  const indexOf = (film: number): number => ratings.items.indexOf(String(film));
  const gains = tested.map(({ user, film }) => {
    const list = [...new Set([...negatives.get(user)!, film])].sort(
      (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || indexOf(a) - indexOf(b),
    );
    const place = list.indexOf(film);
    return place < 10 ? { hit: 1, gain: Math.log(2) / Math.log(place + 2) } : { hit: 0, gain: 0 };
  });
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  const { parts } = await run({ study: 'ncf', only: ['popularity'] });
  const figures = figuresOf(parts[0], 'popularity');
  expect(figures['hr@10']).toBeCloseTo(mean(gains.map(({ hit }) => hit)), 9);
  expect(figures['ndcg@10']).toBeCloseTo(mean(gains.map(({ gain }) => gain)), 9);
  expect(figures['hr@10']).toBeGreaterThan(0.1);
  expect(figures['hr@10']).toBeLessThan(1);
});

test('says how many lists of negatives hold the tested film, and how that is counted', async () => {
  const { parts } = await run({ study: 'ncf', only: ['popularity'] });
  expect(parts[0].remarks.join(' ')).toMatch(
    /^.*2 of the 90 given lists of negatives hold the tested film itself\. .* once/,
  );
});

test('the figures of popularity under strong generalization are those of a plain computation', async () => {
  const { ratings } = await loadStudyData(dataOf('ml-20m'), join(data, 'ml-20m'), context);
  const { protocol } = studyOf('ml20m').parts[0];
  if (protocol.name !== 'strong-generalization') throw new Error('the study is judged otherwise now');
  const roles = strongGeneralization(ratings, protocol, context.seed);
  const { user, item } = ratings.columns;
  const itemsOf = (wanted: number, someone?: number): number[] =>
    Array.from(item).filter((_, at) => roles[at] === wanted && (someone === undefined || user[at] === someone));
  const trained = itemsOf(role.train);
  const countOf = (film: number): number => trained.filter((each) => each === film).length;
  const ranked = [...new Set(trained)].sort((a, b) => countOf(b) - countOf(a) || a - b);

  const people = [...new Set(Array.from(user).filter((_, at) => roles[at] === role.test))];
  const cappedRecall = (hits: boolean[], wanted: number, k: number): number =>
    hits.slice(0, k).filter(Boolean).length / Math.min(k, wanted);
  const discounted = (hits: boolean[]): number =>
    hits.reduce((sum, hit, place) => sum + (hit ? 1 / Math.log2(place + 2) : 0), 0);
  const each = people.map((someone) => {
    const wanted = new Set(itemsOf(role.test, someone));
    const seen = new Set(itemsOf(role.foldIn, someone));
    const hits = ranked.filter((film) => !seen.has(film)).map((film) => wanted.has(film));
    const ideal = discounted(Array.from({ length: Math.min(100, wanted.size) }, () => true));
    return {
      ...{
        'capped-recall@20': cappedRecall(hits, wanted.size, 20),
        'capped-recall@50': cappedRecall(hits, wanted.size, 50),
      },
      'ndcg@100': discounted(hits.slice(0, 100)) / ideal,
    };
  });

  const { parts } = await run({ study: 'ml20m', only: ['popularity'] });
  const figures = figuresOf(parts[0], 'popularity');
  expect(people.length).toBeGreaterThan(5);
  for (const key of ['capped-recall@20', 'capped-recall@50', 'ndcg@100'] as const) {
    const expected = each.reduce((sum, one) => sum + one[key], 0) / each.length;
    expect(figures[key], key).toBeCloseTo(expected, 9);
    expect(expected).toBeGreaterThan(0);
  }
});

test('every rating is tested once in five folds, so that the errors of the baseline are over all of them', async () => {
  const folder = await writeMovieLens100k(join(root, 'only-100k'));
  const { parts } = await run({ study: 'surprise', data: folder, only: ['baseline'], settings: 'paper' });
  const [{ rows }, large] = parts;
  expect(rows).toHaveLength(1);
  expect(rows[0].users).toBe(90);
  expect(rows[0].parameters).toMatchObject({ userDamping: 15, itemDamping: 10 });
  expect(large.leftOut).toBe('it needs a folder with ratings.dat, users.dat (MovieLens 1M)');
  expect(large.rows.map(({ leftOut }) => leftOut)).toEqual([large.leftOut]);
});

test('a run that breaks off keeps the rows that are done; the next computes the others, and the figures are the same', async () => {
  const options = { study: 'ml10m', only: ['bias', 'sgd-mf'], settings: 'ours' } as const;
  const whole = await run(options);

  const workspace = freshWorkspace();
  const interruption = new AbortController();
  const log = (message: string): void => {
    if (message.includes('SGD MF')) interruption.abort(new Error('enough'));
  };
  await expect(run({ ...options, workspace }, { ...context, log, signal: interruption.signal })).rejects.toThrow(
    'enough',
  );
  const done = join(workspace.study('ml10m'), 'rows', 'ml-10m.bias.ours', 'row.json');
  const before = await stat(done);
  await expect(stat(join(workspace.study('ml10m'), 'study.json'))).rejects.toMatchObject({ code: 'ENOENT' });

  const logged: string[] = [];
  const resumed = await run({ ...options, workspace }, { ...context, log: (message) => void logged.push(message) });
  expect((await stat(done)).mtimeMs).toBe(before.mtimeMs);
  expect(logged.filter((message) => message.includes('settings'))).toEqual([expect.stringContaining('SGD MF')]);
  const figures = ({ parts }: typeof whole) => parts[0].rows.map((row) => [row.row, row.figures]);
  expect(figures(resumed)).toEqual(figures(whole));

  const path = join(workspace.study('ml10m'), 'study.json');
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(resumed)));
});

test('a row is computed again when its data has changed', async () => {
  const folder = await writeMovieLens100k(join(root, 'changing'));
  const workspace = freshWorkspace();
  const options = { study: 'surprise', data: folder, workspace, only: ['baseline'], settings: 'paper' } as const;
  const before = figuresOf((await run(options)).parts[0], 'baseline');
  const text = await readFile(join(folder, 'u.data'), 'utf8');
  await writeFile(join(folder, 'u.data'), text.split('\n').slice(100).join('\n'));
  expect(figuresOf((await run(options)).parts[0], 'baseline')).not.toEqual(before);
});

test('a row that has no settings of the side that is asked for is left out by name', async () => {
  const { parts } = await run({ study: 'ml100k-u1', only: ['bias'], settings: 'paper' });
  expect(parts[0].rows.map(({ row, leftOut }) => [row, leftOut])).toEqual([
    ['bias', 'it has no settings of the paper'],
  ]);
});

test('what is made from a simulated audience says so', async () => {
  const folder = await writeMovieLens100k(join(root, 'simulated'));
  await writeFile(
    join(folder, 'simulated.json'),
    JSON.stringify({ about: 'Simulated audience', generator: 1, seed: 1 }),
  );
  const { parts } = await run({ study: 'surprise', data: folder, only: ['baseline'], settings: 'paper' });
  expect(parts[0].simulated).toBe(true);
  expect(parts[0].remarks[0]).toMatch(/^Simulated audience/);
});

test('study.md shows figures beside the published ones, with their sources', async () => {
  const workspace = freshWorkspace();
  await run({ study: 'ml20m', workspace, only: ['popularity'] });
  const text = await readFile(join(workspace.study('ml20m'), 'study.md'), 'utf8');
  expect(text).toMatch(
    /\| Popularity \| the paper's \| capped-recall@20 \| 0\.162 \| 0\.\d{4} ± 0\.\d{4} \| [+−]0\.\d{4} \|/,
  );
  expect(text).toContain('Steck 2019');
});

test('study.md shows the published figures of a model that there is not, and says so', async () => {
  const workspace = freshWorkspace();
  await run({ study: 'ml100k-u1', workspace, only: ['bias', 'igmc'] });
  const text = await readFile(join(workspace.study('ml100k-u1'), 'study.md'), 'utf8');
  expect(text).toMatch(/\| IGMC \|.*0\.905 \| – \| – \| left out \|/);
  expect(text).toContain('there is no model "igmc" yet');
});

describe('data that is not there, or not what it looks like', () => {
  test('a folder without any of the data is refused with what would be needed', async () => {
    await expect(run({ study: 'ml20m', data: join(data, 'ml-1m') })).rejects.toMatchObject({
      code: 'MISSING_FILE',
      hint: expect.stringContaining('a folder named ml-20m with ratings.csv, movies.csv'),
    });
    await expect(run({ study: 'ml20m', data: join(root, 'nowhere') })).rejects.toMatchObject({ code: 'MISSING_FILE' });
  });

  test('MovieLens 20M is told from other sets of its format by the name of its folder or by its README', async () => {
    const folder = await writeMovieLensCsv(join(root, 'films'));
    const options = { study: 'ml20m', data: folder, only: ['popularity'] };
    await expect(run(options)).rejects.toMatchObject({ code: 'MISSING_FILE' });
    await writeFile(join(folder, 'README.txt'), 'This dataset (ml-20m) describes 5-star rating activity.');
    expect((await run(options)).parts[0].rows).toHaveLength(1);
  });

  test('MovieTweetings has files of the same names as MovieLens 1M and is not taken for it', async () => {
    const folder = await writeMovieLens1m(join(root, 'tweets'));
    const line = (text: string): string => text.replace(/^(\d+)::(\d+)::/gm, '$1::0$2$2$2$2::');
    await writeFile(join(folder, 'ratings.dat'), line(await readFile(join(folder, 'ratings.dat'), 'utf8')));
    await writeFile(join(folder, 'movies.dat'), '0111161::The Shawshank Redemption (1994)::Drama\n');
    await writeFile(join(folder, 'users.dat'), '1::139564917\n');
    const attempt = run({ study: 'surprise', data: folder, only: ['baseline'] });
    await expect(attempt).rejects.toMatchObject({ code: 'MISSING_FILE' });
  });

  test('given parts that are not of the data are refused, in the words of the reader of such files', async () => {
    const folder = await writeMovieLens100k(join(root, 'altered'), true);
    await writeFile(
      join(folder, 'u1.base'),
      `${await readFile(join(folder, 'u1.base'), 'utf8')}9999\t1\t5\t978300000\n`,
    );
    const attempt = run({ study: 'ml100k-u1', data: folder, only: ['bias'] });
    await expect(attempt).rejects.toMatchObject({ code: 'BAD_FILE', message: expect.stringContaining('9999') });
  });
});

test('a study or a row that there is not is refused with the names of those there are', async () => {
  await expect(run({ study: 'netflix' })).rejects.toMatchObject({ code: 'USAGE' });
  await expect(run({ study: 'surprise', only: ['svd', 'gru4rec'] })).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringContaining('gru4rec'),
    hint: expect.stringContaining('slope-one'),
  });
});
