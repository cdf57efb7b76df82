import { describe, expect, test } from 'vitest';
import { violationsOf } from '../../fixtures/browser/accessibility.ts';
import { heading, settled } from '../../fixtures/browser/page-parts.ts';
import { startService } from '../../fixtures/browser/service.ts';
import { guestOf, pagesOfSite } from '../../fixtures/browser/site-pages.ts';
import { visit } from '../../fixtures/browser/visit.ts';

const service = await startService();
const { address } = service;

/** But for what the browser itself says of a film that is not there. */
const unexpected = (problems: readonly string[]): string[] =>
  problems.filter((problem) => !/404.*films\/none/.test(problem));

describe.each([
  ['light, on a phone', { width: 390 }],
  ['dark, on a phone', { width: 390, dark: true }],
  ['light, on a desktop', { width: 1280 }],
  ['dark, on a desktop', { width: 1280, dark: true }],
])('%s', (_, window) => {
  test('every page has its title, and nothing that axe-core, the console or the policy finds', async () => {
    const { page, problems } = await guestOf(service, window);
    for (const [path, title] of Object.entries(pagesOfSite)) {
      await page.goto(path);
      await settled(page);
      expect(await violationsOf(page), path).toEqual([]);
      expect(await page.title(), path).toBe(`${title} · movierec`);
      expect(await heading(page).count(), path).toBe(1);
      expect(unexpected(problems), path).toEqual([]);
    }
  });

  test('nor do the first page that one sees, what opens over a page, and a refusal', async () => {
    const { page, problems } = await visit(address, '/', window);
    await settled(page);
    expect(await page.title()).toBe('What do you like? · movierec');
    expect(await violationsOf(page)).toEqual([]);

    const coming = await guestOf(service, window);
    await coming.page.getByRole('button', { name: 'Retrain ials' }).click();
    await coming.page.getByRole('dialog').waitFor();
    expect(await violationsOf(coming.page)).toEqual([]);

    await coming.page.goto('/');
    await settled(coming.page);
    await coming.page.getByRole('button', { name: 'Tune your lists' }).click();
    await coming.page.getByRole('combobox', { name: 'Chosen by' }).waitFor();
    await coming.page.getByRole('button', { name: 'Account of Guest' }).click();
    await coming.page
      .getByRole('button', { name: /^Not interested/ })
      .first()
      .click();
    await coming.page
      .getByRole('button', { name: /^Rate / })
      .first()
      .click();
    await coming.page.getByRole('radiogroup').waitFor();
    expect(await violationsOf(coming.page)).toEqual([]);

    await page.goto('/sign-in');
    await page.getByLabel('Name').fill('nobody of that name');
    await page.getByLabel('Password', { exact: true }).fill('nor of this password');
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect([...problems, ...coming.problems].filter((problem) => !problem.includes('401'))).toEqual([]);
  });
});
