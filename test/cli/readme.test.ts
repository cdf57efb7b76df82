import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { movierec } from '../fixtures/cli/movierec.ts';
import { emptyFolder } from '../fixtures/cli/workspaces.ts';
import { hasRealData, movieLens, withoutRealData } from '../fixtures/movielens.ts';

/** The commands of the README's console blocks with the lines that they print there. */
async function tour(): Promise<{ args: string[]; lines: string[] }[]> {
  const readme = await readFile(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```console\n(.*?)```/gs)].map(([, block]) => block);
  return blocks
    .join('')
    .split(/^\$ npx movierec /m)
    .slice(1)
    .map((text) => {
      const [command, ...lines] = text.split('\n');
      const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
      return { args, lines: lines.filter((line) => line.trim() !== '' && line !== '…') };
    });
}

test.skipIf(!hasRealData)(
  `the README's tour prints what the README shows${hasRealData ? '' : `; skipped: ${withoutRealData}`}`,
  async () => {
    const folder = await emptyFolder();
    const steps = await tour();
    expect(steps.length).toBeGreaterThan(5);
    for (const { args, lines } of steps) {
      // The very set that the README downloads; there is no network here.
      const given = args[0] === 'ingest' ? ['ingest', '--from', movieLens] : args;
      const { code, out } = await movierec(folder, ...given);
      expect({ args, code }).toEqual({ args, code: 0 });
      const printed = out.split('\n').map((line) => line.trimEnd());
      for (const line of lines) expect(printed).toContain(line.trimEnd());
    }
  },
);
