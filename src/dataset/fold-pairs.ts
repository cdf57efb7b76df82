import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MovierecError } from '../errors.ts';
import type { RawFile } from './sources/raw-files.ts';

/** The two files of a fold, and the name that they share. */
export interface FoldPair {
  readonly name: string;
  readonly base: RawFile;
  readonly test: RawFile;
}

/** u1.base, ml-1m.train.rating, fold_train.csv, train.csv: a name or none, the half, a table's extension or none. */
const halfName =
  /^(?:(?<name>.+)[._-])?(?<half>base|train|test)(?<extension>(?:\.(?:rating|ratings|csv|tsv|tab|txt|dat|data|jsonl|ndjson|json|parquet))?)$/i;
const naming =
  'The halves are named like u1.base and u1.test, u1_train.csv and u1_test.csv, or train.csv and test.csv.';

/**
 * The pairs of fold files among those given and those that lie in the folders given, in order of name. Files of other
 * names are passed over in a folder.
 * @throws MISSING_FILE where a file, the other half of one, or any pair at all is missing; BAD_FILE for a file whose
 *   name does not say which half it is, or where two are the same half
 */
export async function foldPairs(paths: readonly string[]): Promise<FoldPair[]> {
  const halves = new Map<string, { base?: RawFile; test?: RawFile }>();
  for (const file of (await Promise.all(paths.map(filesOf))).flat()) {
    const { name = '', half, extension } = halfName.exec(basename(file.path))!.groups!;
    const key = [dirname(resolve(file.path)), name, extension].join('\n');
    const pair = halves.get(key) ?? {};
    const place = half.toLowerCase() === 'test' ? 'test' : 'base';
    const other = pair[place];
    if (other && resolve(other.path) !== resolve(file.path)) {
      throw new MovierecError('BAD_FILE', `${other.name} and ${file.name} are the same half of a fold.`, naming);
    }
    halves.set(key, { ...pair, [place]: file });
  }
  if (halves.size === 0) {
    const where = paths.length > 0 ? ` in ${paths.join(', ')}` : '';
    throw new MovierecError('MISSING_FILE', `there are no fold files${where}.`, naming);
  }
  const pairs = Array.from(halves.values(), ({ base, test }): FoldPair => {
    if (base && test) return { name: nameOf(base), base, test };
    const missing = base ? 'test' : 'training';
    const message = `${(base ?? test!).name} has no file with the ${missing} ratings beside it.`;
    throw new MovierecError('MISSING_FILE', message, `Give both. ${naming}`);
  });
  const inOrder = new Intl.Collator('en', { numeric: true });
  return pairs.sort((a, b) => inOrder.compare(a.name, b.name));
}

/** What comes before the half; for train.csv, the folder's name. */
function nameOf({ path }: RawFile): string {
  return halfName.exec(basename(path))?.groups?.['name'] ?? basename(dirname(resolve(path)));
}

/** A file, or those files in a folder that are named like halves. */
async function filesOf(path: string): Promise<RawFile[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new MovierecError('MISSING_FILE', `there is no ${path}.`, 'Check the path of the fold files.');
  });
  if (found.isDirectory()) {
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory() && halfName.test(entry.name)).map(({ name }) => name);
    const files = await Promise.all(names.map((name) => filesOf(join(path, name))));
    return files.flat().map((file) => ({ ...file, name: basename(file.path) }));
  }
  if (halfName.test(basename(path))) return [{ path, name: path, bytes: found.size }];
  const message = `the name of ${path} does not say whether it holds training or test ratings.`;
  throw new MovierecError('BAD_FILE', message, naming);
}
