import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { expect, test } from 'vitest';
import { hostileTitle } from '../../fixtures/browser/hostile-title.ts';
import { settled, titlesIn } from '../../fixtures/browser/page-parts.ts';
import { fourRatings, guestOf, pagesOfSite } from '../../fixtures/browser/site-pages.ts';
import { startService } from '../../fixtures/browser/service.ts';
import { visit } from '../../fixtures/browser/visit.ts';

const service = await startService();
const { address } = service;

test('no page is wider than a window of 320 pixels', async () => {
  const { page } = await guestOf(service, { width: 320 });
  for (const path of Object.keys(pagesOfSite)) {
    await page.goto(path);
    await settled(page);
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(320);
  }
});

test('titles and names are shown as they are, whatever they say, and never run', async () => {
  const { page, rate, problems } = await visit(address, '/search');
  await rate(fourRatings);
  await page.goto('/sign-up');
  const name = `<img src=x onerror="document.title='taken'">`;
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill('a difference engine');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await page.getByRole('button', { name: `Account of ${name}` }).waitFor();
  const shown = {
    '/account': name,
    '/search?q=Sin': hostileTitle,
    '/film/1907': hostileTitle,
    '/ratings': hostileTitle,
  };
  for (const [path, text] of Object.entries(shown)) {
    await page.goto(path);
    await page.getByRole('main').getByRole('heading', { name: text, exact: true }).waitFor();
    await settled(page);
    expect(await page.title(), path).not.toBe('taken');
    expect(await page.locator('img, main script').count(), path).toBe(0);
  }
  expect(problems).toEqual([]);
});

test('the focus goes to the heading of each page that one comes to, and the title with it', async () => {
  const { page, rate } = await visit(address, '/search');
  await rate(fourRatings);
  await page.goto('/');
  const focused = () => page.locator(':focus').textContent();
  for (const place of ['Search', 'My films', 'Explore', 'Home']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    const title = place === 'Home' ? 'What to watch next' : place;
    await expect.poll(focused, { message: place }).toBe(title);
    await expect.poll(() => page.title(), { message: place }).toBe(`${title} · movierec`);
  }
  await page.goBack();
  await expect.poll(focused).toBe('Explore');
  await page.getByRole('link', { name: 'Skip to the content' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('MAIN');
});

test.each([
  ['nothing moves for those who ask for less motion', true],
  ['what comes and goes moves for all others', false],
])('%s', async (_, still) => {
  const { page, rate } = await visit(address, '/search', { still });
  await rate(fourRatings);
  await page.goto('/');
  await expect.poll(async () => (await titlesIn(page, 'For you')).length).toBeGreaterThan(9);
  await settled(page);
  // Clicks and looks in one go, before a frame is drawn.
  const moving = await page.evaluate(`(() => {
    const [further] = [...document.querySelectorAll('button')].filter((button) => button.textContent === 'Further in For you');
    const list = further.closest('section').querySelector('ul');
    further.click();
    return list.scrollLeft === 0;
  })()`);
  expect(moving).toBe(!still);
  await page
    .getByRole('button', { name: /^Not interested/ })
    .first()
    .click();
  const lengths = await page.evaluate(
    `[...document.querySelectorAll('*')].flatMap((element) => {
      const { transitionDuration, animationName, animationDuration } = getComputedStyle(element);
      return [transitionDuration, ...(animationName === 'none' ? [] : [animationDuration])].flatMap((each) => each.split(',').map(parseFloat));
    })`,
  );
  if (still) expect(Math.max(...(lengths as number[]))).toBeLessThan(0.01);
  else expect(Math.max(...(lengths as number[]))).toBeGreaterThan(0.05);
});

test.each([
  ['the first page of someone new', false],
  ['the home page of someone with ratings', true],
])('%s weighs no more than 200 kB, packed by gzip', async (_, known) => {
  // Nothing of the page is in the cache of the browser yet.
  const { page, rate } = await visit(address, '/health');
  if (known) await rate(fourRatings);
  const responses: Response[] = [];
  page.on('response', (response) => responses.push(response));
  await page.goto('/');
  await settled(page);
  const whole = responses.filter((response) => !response.url().endsWith('/stream'));
  const sizes = await Promise.all(
    whole.map(async (response) => ({
      packed: gzipSync(await response.body()).length,
      sent: (await response.request().sizes()).responseBodySize,
    })),
  );
  const sum = (of: (size: { packed: number; sent: number }) => number): number =>
    sizes.reduce((all, size) => all + of(size), 0);
  expect(whole.some((response) => response.url().endsWith('.js'))).toBe(true);
  expect(sum((size) => size.packed)).toBeLessThanOrEqual(200_000);
  expect(sum((size) => size.sent)).toBeLessThanOrEqual(200_000);
});
