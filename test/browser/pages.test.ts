import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Document } from '../../src/report/document.ts';
import { toHtml } from '../../src/report/html.ts';
import { violationsOf } from '../fixtures/browser/accessibility.ts';
import { enlivenAll, liveChart } from '../fixtures/browser/live-charts.ts';
import { openPage } from '../fixtures/browser/open-page.ts';
import { hostileDocument, hostileTexts } from '../fixtures/report/hostile-document.ts';
import { linkedDocument } from '../fixtures/report/linked-document.ts';

const folder = await mkdtemp(join(tmpdir(), 'movierec-pages-'));
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, document: Document, interactive: boolean): Promise<string> {
  const path = join(folder, `${name}.html`);
  await writeFile(path, await toHtml(document, { interactive }));
  return path;
}
const hostile = await written('hostile', hostileDocument, true);
const still = await written('still', hostileDocument, false);
const linked = await written('linked', linkedDocument, true);

describe('a page with hostile texts', () => {
  test.each([
    ['light, desktop', {}],
    ['dark, desktop', { dark: true }],
    ['light, phone', { phone: true }],
    ['dark, phone', { dark: true, phone: true }],
  ])('has no violation that axe-core finds, no error and no request: %s', async (_, look) => {
    const { page, problems } = await openPage(hostile, look);
    await enlivenAll(page);
    expect(await violationsOf(page)).toEqual([]);
    expect(problems).toEqual([]);
    expect(await page.title()).toContain(hostileTexts.script);
    // Nothing runs over the edge but what scrolls within itself.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test('shows every text as it is, in cells, items, terms and commands', async () => {
    const { page } = await openPage(still);
    for (const tag of ['tbody th', 'ul > li', 'dl.definitions dt', '.figures dt', '.warnings p']) {
      const texts = await page.locator(`${tag}`).evaluateAll((cells) => cells.map((cell) => cell.textContent));
      expect(texts, tag).toEqual(expect.arrayContaining(Object.values(hostileTexts)));
    }
    expect(await page.locator('pre code').textContent()).toBe(Object.values(hostileTexts).join('\n'));
  });

  test('a title from right to left turns its own letters around and nothing beside it', async () => {
    const { page } = await openPage(still);
    const [title, rest] = await page.locator('main ol > li', { hasText: hostileTexts.rightToLeft }).evaluate((item) => {
      const range = item.ownerDocument.createRange();
      range.selectNodeContents(item.lastChild);
      return [item.querySelector('strong')!.getBoundingClientRect().right, range.getBoundingClientRect().left];
    });
    expect(rest).toBeGreaterThanOrEqual(title - 1);
  });

  test('tooltips show names as they are', async () => {
    const { page, problems } = await openPage(hostile);
    const figure = await liveChart(page, 'first-points');
    const points = figure.locator('.mark-symbol.role-mark path');
    for (const [at, text] of Object.values(hostileTexts).entries()) {
      await points.nth(at).hover();
      const tooltip = page.locator('#vg-tooltip-element.visible');
      await expect.poll(() => tooltip.textContent()).toContain(text.trim());
      expect(await tooltip.locator('img, script').count()).toBe(0);
    }
    expect(problems).toEqual([]);
  });
});

describe('a page with live charts', () => {
  test('a brush over one chart changes the other one', async () => {
    const { page, problems } = await openPage(linked);
    const figure = await liveChart(page, 'linked');
    const years = (await figure.locator('.concat_0_group .background').first().boundingBox())!;
    const bars = figure.locator('.concat_1_marks path');
    expect(await bars.count()).toBe(2);
    await page.mouse.move(years.x + 20, years.y + 50);
    await page.mouse.down();
    await page.mouse.move(years.x + years.width * 0.3, years.y + 50, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => bars.count()).toBe(1);
    expect(await figure.locator('.concat_1_group').first().textContent()).toContain('Western');
    expect(problems).toEqual([]);
  });

  test('the brush goes where the pointer is on a phone too, where the picture is smaller than it was drawn', async () => {
    const { page } = await openPage(linked, { phone: true });
    const figure = await liveChart(page, 'linked');
    const years = (await figure.locator('.concat_0_group .background').first().boundingBox())!;
    expect(years.width).toBeLessThan(400);
    await page.mouse.move(years.x + years.width * 0.6, years.y + 20);
    await page.mouse.down();
    await page.mouse.move(years.x + years.width * 0.9, years.y + 20, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => figure.locator('.concat_1_marks path').count()).toBe(1);
    expect(await figure.locator('.concat_1_group').first().textContent()).toContain('Comedy');
  });

  test('a tap shows the tooltip', async () => {
    const { page } = await openPage(linked, { phone: true });
    const figure = await liveChart(page, 'linked');
    await figure.locator('.concat_1_marks path').first().tap({ force: true });
    await expect.poll(() => page.locator('#vg-tooltip-element.visible').textContent()).toMatch(/Western.*200/);
  });

  test('a chart that fails stays the picture that it was, and the others come alive', async () => {
    const [section] = linkedDocument.sections;
    const path = await written(
      'failing',
      { ...linkedDocument, sections: [section, hostileDocument.sections[2]] },
      true,
    );
    const html = await readFile(path, 'utf8');
    await writeFile(path, html.replace('"chart-linked":{', '"chart-linked":{"mark":"cloud",'));
    const { page } = await openPage(path);
    await liveChart(page, 'first-points');
    const picture = page.locator('#chart-linked .picture');
    expect(await picture.getAttribute('class')).toBe('picture');
    expect(await picture.locator('> svg').count()).toBe(1);
  });
});

test('without scripts the page shows all that it shows with them', async () => {
  const { page, problems } = await openPage(hostile, { scripts: false });
  expect(await page.locator('figure.chart svg').count()).toBe(2);
  for (const svg of await page.locator('figure.chart svg').all())
    expect((await svg.boundingBox())!.height).toBeGreaterThan(100);
  await page.locator('summary').first().click();
  expect(await page.locator('details p').first().isVisible()).toBe(true);
  expect(problems).toEqual([]);
});

test('the page prints to PDF, in light colors', async () => {
  const { page } = await openPage(hostile, { dark: true });
  await enlivenAll(page);
  const pdf = await page.pdf({ preferCSSPageSize: true, format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.evaluate('getComputedStyle(document.querySelector("nav")).display')).toBe('none');
});
