import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { report } from '../../src/stages/report.ts';
import { train } from '../../src/stages/train.ts';
import { violationsOf } from '../fixtures/browser/accessibility.ts';
import { enlivenAll } from '../fixtures/browser/live-charts.ts';
import { openPage } from '../fixtures/browser/open-page.ts';
import { hostileNames } from '../fixtures/hostile-names.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { writeInterim } from '../fixtures/workspace.ts';

const folder = await mkdtemp(join(tmpdir(), 'movierec-report-page-'));
afterAll(() => rm(folder, { recursive: true }));
const context = createContext();
const tables = tastesTables();
// The films that are listed have titles that would like to be markup.
const movies = tables.movies!.map(([id, , ...rest], at) => [
  id,
  `${hostileNames[at % hostileNames.length]} ${String(id)}`,
  ...rest,
]);
const workspace = new Workspace(folder);
await writeInterim(workspace, 'set', { ...tables, movies });
await train({ workspace, model: 'ease' }, context);
const { page: path, sections } = await report({ workspace }, context);
const file = join(workspace.root, path);

test('the page has at most 5 MB', async () => {
  expect((await stat(file)).size).toBeLessThan(5e6);
});

test.each([
  ['light, desktop', {}],
  ['dark, desktop', { dark: true }],
  ['light, phone', { phone: true }],
  ['dark, phone', { dark: true, phone: true }],
])('axe-core finds no violation; hostile titles do not run; no error, no request: %s', async (_, look) => {
  const { page, problems } = await openPage(file, look);
  await enlivenAll(page);
  expect(await violationsOf(page)).toEqual([]);
  expect(problems).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('without scripts every section and every chart is there', async () => {
  const { page, problems } = await openPage(file, { scripts: false });
  expect(await page.locator('main > section > h2').allTextContents()).toEqual(sections.map(({ title }) => title));
  const charts = page.locator('figure.chart');
  expect(await charts.count()).toBeGreaterThan(3);
  expect(await charts.locator('.picture > svg[role=img]').count()).toBe(await charts.count());
  expect(problems).toEqual([]);
});

test('it prints to PDF, in light colors', async () => {
  const { page } = await openPage(file, { dark: true });
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
});
