import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepared } from '../fixtures/cli/workspaces.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = await temporaryFolder();

interface Example {
  /** Where it stands: the file, and the number of the line. */
  readonly where: string;
  readonly code: string;
}

/** The TypeScript blocks of a text; in comments of code each line begins with a star. */
function examplesIn(file: string, text: string): Example[] {
  return Array.from(text.matchAll(/^( \* )?```ts\n(.*?)^( \* )?```$/gms), ({ index, 2: code }) => ({
    where: `${file}:${text.slice(0, index).split('\n').length}`,
    code: file.endsWith('.md') ? code : code.replace(/^ \* ?/gm, ''),
  }));
}

async function allExamples(): Promise<Example[]> {
  const inFolder = async (name: string, ending: string): Promise<string[]> =>
    (await readdir(join(root, name))).filter((file) => file.endsWith(ending)).map((file) => join(name, file));
  const files = [
    'README.md',
    'src/index.ts',
    ...(await inFolder('docs', '.md')),
    ...(await inFolder('src/stages', '.ts')),
  ];
  const texts = await Promise.all(files.map(async (file) => [file, await readFile(join(root, file), 'utf8')] as const));
  return texts.flatMap(([file, text]) => examplesIn(file, text));
}

const examples = await allExamples();
const nameOf = (at: number): string => `example-${at + 1}`;

/** As in a project of someone who has installed movierec: what is built, by its name. */
beforeAll(async () => {
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules', 'movierec'));
  await symlink(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'));
  const compilerOptions = {
    ...{ target: 'es2023', module: 'nodenext', strict: true, skipLibCheck: true, types: ['node'], outDir: 'built' },
    ...{ exactOptionalPropertyTypes: true, noImplicitOverride: true, rootDir: '.' },
  };
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  for (const [at, { code }] of examples.entries())
    await writeFile(join(folder, `${nameOf(at)}.ts`), `${code}export {};\n`);
});

test('there are examples in the README, in the guide and in the comments, from simple to advanced', () => {
  const files = examples.map(({ where }) => where.split(':')[0]);
  expect(new Set(files)).toEqual(
    new Set([
      ...['README.md', 'docs/library.md', 'src/index.ts'],
      ...['src/stages/evaluate-models.ts', 'src/stages/open-dataset.ts', 'src/stages/read-table.ts'],
    ]),
  );
  expect(files.filter((file) => file === 'docs/library.md').length).toBeGreaterThanOrEqual(8);
});

test('all compile, strictly, against the types that the package has', () => {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  const said = stdout.replace(/example-(\d+)\.ts/g, (_, number: string) => examples[Number(number) - 1].where);
  expect({ said, status }).toEqual({ said: '', status: 0 });
});

describe('each runs in a workspace that has the built-in set', () => {
  test.each(examples.map(({ where }, at) => [where, at] as const))('%s', async (_, at) => {
    const workspace = join(folder, `workspace-${at + 1}`);
    await cp(join(prepared, 'data'), join(workspace, 'data'), { recursive: true, preserveTimestamps: true });
    const script = join(folder, 'built', `${nameOf(at)}.js`);
    const { stderr, status } = spawnSync(process.execPath, [script], { cwd: workspace, encoding: 'utf8' });
    expect({ stderr: status === 0 ? '' : stderr, status }).toEqual({ stderr: '', status: 0 });
  });
});
