import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { acquire } from '../../src/stages/acquire.ts';
import { eda } from '../../src/stages/eda.ts';
import { ingest } from '../../src/stages/ingest.ts';
import { violationsOf } from '../fixtures/browser/accessibility.ts';
import { enlivenAll, liveChart } from '../fixtures/browser/live-charts.ts';
import { openPage } from '../fixtures/browser/open-page.ts';

const folder = await mkdtemp(join(tmpdir(), 'movierec-eda-page-'));
afterAll(() => rm(folder, { recursive: true }));
const workspace = new Workspace(folder);
const context = createContext();
// The built-in set: simulated, with times, genres, tags and who made the films, so that every chart is on the page.
await ingest({ workspace, ...(await acquire({ workspace }, context)) }, context);
const result = await eda({ workspace }, context);
const index = join(folder, result.page);

test('the page has at most 5 MB', async () => {
  expect((await stat(index)).size).toBeLessThan(5e6);
});

test.each([
  ['light, desktop', {}],
  ['dark, desktop', { dark: true }],
  ['light, phone', { phone: true }],
  ['dark, phone', { dark: true, phone: true }],
])(
  'axe-core finds no violation, with all charts alive; no error, no request, nothing over the edge: %s',
  async (_, look) => {
    const { page, problems } = await openPage(index, look);
    await enlivenAll(page);
    expect(await page.locator('.picture.live').count()).toBe(result.charts.length);
    expect(await violationsOf(page)).toEqual([]);
    expect(problems).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  },
);

test('the banner says on top that the audience is simulated; every finding is linked to its chart', async () => {
  const { page } = await openPage(index);
  expect(await page.locator('.warnings').textContent()).toContain('Simulated audience');
  const findings = page.locator('#in-brief li a');
  expect(await findings.allTextContents()).toHaveLength(result.charts.length);
  for (const { name, title } of result.charts) {
    await findings.locator(`xpath=self::a[@href="#chart-${name}"]`).click();
    expect((await page.locator(`#chart-${name} h3`).textContent())?.replaceAll('\u00a0', ' ')).toBe(title);
  }
});

test('a chart comes alive and shows its numbers in a tooltip', async () => {
  const { page, problems } = await openPage(index);
  const figure = await liveChart(page, 'rating-distribution');
  await figure.locator('.mark-rect.role-mark path').first().hover();
  await expect.poll(() => page.locator('#vg-tooltip-element.visible').textContent()).toMatch(/Rating.*\d/);
  expect(problems).toEqual([]);
});

test('without scripts every chart is there as a picture, and the text is the same', async () => {
  const [{ page: bare, problems }, { page: live }] = await Promise.all([
    openPage(index, { scripts: false }),
    openPage(index),
  ]);
  expect(await bare.locator('figure.chart .picture > svg[role=img]').count()).toBe(result.charts.length);
  const words = (text: string[]): string => text.join(' ');
  const prose = 'main :is(p, li, h2, h3, dt, dd)';
  expect(words(await bare.locator(prose).allTextContents())).toBe(words(await live.locator(prose).allTextContents()));
  expect(problems).toEqual([]);
});

test('it prints to PDF', async () => {
  const { page } = await openPage(index, { dark: true });
  await enlivenAll(page);
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test.skipIf(!result.charts.some(({ name }) => name === 'explorer'))(
  'what is selected in the explorer is what its other pictures show',
  async () => {
    const { page, problems } = await openPage(index);
    const figure = await liveChart(page, 'explorer');
    const others = async (): Promise<string> =>
      (
        await figure
          .locator('.mark-rect.role-mark path')
          .evaluateAll((bars) => bars.map((bar) => bar.getAttribute('d')))
      ).join();
    const before = await others();
    const frames = await Promise.all(
      (await figure.locator('.role-scope > g > .background').all()).map((one) => one.boundingBox()),
    );
    const cells = frames.find((frame) => frame !== null && frame.width > 50)!;
    await page.mouse.move(cells.x + cells.width * 0.3, cells.y + cells.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(cells.x + cells.width * 0.8, cells.y + cells.height * 0.6, { steps: 8 });
    await page.mouse.up();
    await expect.poll(others).not.toBe(before);
    expect(problems).toEqual([]);
  },
);
