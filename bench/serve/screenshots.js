/**
 * Pictures of every page of a running service, at phone and desktop width, light and dark, into the folder that SCREENSHOTS
 * names: SCREENSHOTS=DIR node bench/serve/screenshots.js http://127.0.0.1:8080 [--only home,film]. A guest rates seven films
 * for it, so it is better done to a service for trials. With MOVIEREC_OPERATOR_KEY the operators' page is filled as well.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
const [address = 'http://127.0.0.1:8080'] = positionals;
const folder = process.env['SCREENSHOTS'];
if (!folder) throw new Error('Where to? Name a folder in SCREENSHOTS.');
await mkdir(folder, { recursive: true });
const key = process.env['MOVIEREC_OPERATOR_KEY'];
const places = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'];

const chromiumPath = places.find((place) => place !== undefined && existsSync(place));
const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
const guest = await browser.newContext();
const films = await (await guest.request.get(`${address}/api/onboarding?count=8`)).json();
const put = (path, data) => guest.request.put(`${address}/api/me/${path}`, { data, headers: { origin: address } });
for (const [at, { film }] of films.films.slice(0, 7).entries())
  await put(`ratings/${film}`, { rating: [5, 4, 2, 5, 3, 4, 1][at] });
const { films: list } = await (await guest.request.get(`${address}/api/recommendations?k=4`)).json();
for (const { film } of list) await put(`watch-list/${film}`);
const guestState = await guest.storageState();

/** Every page by its name; `nobody` are those that look different before anything is known of a person. */
const pages = {
  welcome: { path: '/welcome', nobody: true },
  home: { path: '/' },
  tuned: { path: '/', prepare: (page) => page.getByRole('button', { name: 'Tune your lists' }).click() },
  search: { path: '/search?q=godfater' },
  'search-all': { path: '/search' },
  'search-none': { path: '/search?q=zzzzqqqq' },
  film: { path: `/film/${list[0].film}` },
  'film-unknown': { path: '/film/none' },
  ratings: { path: '/ratings' },
  'ratings-none': { path: '/ratings', nobody: true },
  'watch-list': { path: '/ratings?tab=watch-list' },
  history: { path: '/ratings?tab=history' },
  explore: { path: '/explore' },
  account: { path: '/account' },
  'sign-up': { path: '/sign-up' },
  'sign-in': { path: '/sign-in', nobody: true },
  'operator-key': { path: '/operator' },
  operator: { path: '/operator', prepare: giveKey },
  'not-found': { path: '/nowhere' },
};
const chosen = values.only?.split(',');

for (const width of [390, 1280])
  for (const colorScheme of ['light', 'dark']) {
    for (const [name, { path, nobody, prepare }] of Object.entries(pages)) {
      if (chosen && !chosen.includes(name)) continue;
      if (prepare === giveKey && !key) continue;
      const context = await browser.newContext({
        ...{ colorScheme, reducedMotion: 'reduce', viewport: { width, height: width === 390 ? 844 : 900 } },
        ...(nobody ? {} : { storageState: guestState }),
      });
      const page = await context.newPage();
      await page.goto(address + path);
      await prepare?.(page);
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await context.close();
    }
  }
await browser.close();

async function giveKey(page) {
  await page.getByLabel('Operator key').fill(key);
  await page.getByRole('button', { name: 'Open' }).click();
}

/** Until nothing on the page is waited for; charts are scrolled to, since they are drawn when they come near. */
async function settled(page) {
  const calm = () => page.locator('[aria-busy="true"], .skeleton').first().waitFor({ state: 'detached' });
  await page.locator('h1').first().waitFor({ state: 'attached' });
  for (const figure of await page.locator('figure.chart').all()) await figure.scrollIntoViewIfNeeded();
  await page.waitForTimeout(700);
  await calm().catch(() => console.error(`still busy: ${page.url()}`));
  await page.evaluate(() => window.scrollTo(0, 0));
}
