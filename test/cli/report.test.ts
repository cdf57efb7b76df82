import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectFailure } from '../fixtures/cli/failure.ts';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { copyOfPrepared, emptyFolder } from '../fixtures/cli/workspaces.ts';

const folder = await copyOfPrepared();

test('writes the page, the PDF and the Markdown where the text says, and all of them again unless they are fresh', async () => {
  const { code, out } = await movierec(folder, 'report', '--pdf', '--format', 'md');
  expect(code).toBe(0);
  const [, page] = /^Open (\S+) in a browser\.$/m.exec(out)!;
  const others = [...out.matchAll(/^Also: (\S+)$/gm)].map(([, path]) => path);
  expect(others.map((path) => path.split('.').at(-1))).toEqual(['pdf', 'md']);
  for (const path of [page, ...others]) expect(existsSync(join(folder, path)), path).toBe(true);
  const html = await readFile(join(folder, page), 'utf8');
  expect(Buffer.byteLength(html)).toBeLessThan(5e6);
  const markup = html.replaceAll(/(<script\b[^>]*>).*?<\/script>/gs, '$1');
  // Whatever it refers to is within it.
  const places = [...markup.matchAll(/<[^>]*\s(?:src|href)="([^"]*)"/g)].map(([, place]) => place);
  expect(places.filter((place) => !/^(#|data:)/.test(place))).toEqual([]);
  expect(markup.includes('Simulated')).toBe(true);

  const again = await movierecJson<{ fresh?: boolean; summary: string[]; files: { path: string }[] }>(folder, 'report');
  expect(again.fresh).toBe(true);
  expect(again.summary).toHaveLength(5);
  expect(again.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['report.html', 'report.md', 'report.pdf']),
  );
});

test('what cannot be is refused, with what to do', async () => {
  const nothing = { code: 'MISSING_ARTIFACT', exit: 1 } as const;
  await expectFailure(await emptyFolder(), ['report'], nothing);
  await expectFailure(folder, ['report', '--model', 'nix'], { code: 'UNKNOWN_MODEL', exit: 2, says: /nix/ });
  await expectFailure(folder, ['report', '--format', 'doc'], { code: 'USAGE', exit: 2, advises: /html, md, pdf/ });
  await expectFailure(folder, ['report', '--model', 'ease'], { ...nothing, advises: /movierec train --model ease/ });
});
