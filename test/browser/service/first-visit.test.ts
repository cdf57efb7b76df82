import { expect, test } from 'vitest';
import { heading, notice, rateByKeys, starsOf, titlesIn } from '../../fixtures/browser/page-parts.ts';
import { startService } from '../../fixtures/browser/service.ts';
import { visit } from '../../fixtures/browser/visit.ts';

const { address } = await startService();

test('from five ratings as a guest to a list with reasons, an account that keeps them, out, and in again', async () => {
  const { page, problems } = await visit(address, '/');
  const title = () => heading(page).textContent();
  await expect.poll(title).toBe('What do you like?');
  const preview = page.getByRole('complementary', { name: 'Your list so far' });
  const listed = () => preview.getByRole('listitem').allTextContents();
  await expect.poll(listed).toHaveLength(6);
  const before = await listed();

  const films = page.getByRole('region', { name: 'Films to rate' });
  for (const [at, rating] of [5, 4, 1, 5, 3].entries()) {
    await rateByKeys(starsOf(films, /^Rate /).nth(at), rating);
    const said = at < 4 ? `${at + 1} of 5` : '5 rated: your list is ready';
    await expect.poll(() => preview.getByRole('status').textContent()).toContain(said);
  }
  await expect.poll(listed).not.toEqual(before);
  await expect.poll(async () => (await listed()).join()).toContain('which you liked');

  await preview.getByRole('button', { name: 'See my list' }).click();
  await expect.poll(title).toBe('What to watch next');
  const list = () => titlesIn(page, 'For you');
  await expect.poll(async () => (await list()).length).toBeGreaterThan(5);
  const forYou = page.getByRole('region', { name: 'For you', exact: true });
  await expect.poll(async () => (await forYou.getByText(/^Goes with /).count()) > 0).toBe(true);
  const mine = await list();

  await page.reload();
  await expect.poll(list).toEqual(mine);

  await page.getByRole('link', { name: 'Keep them: create an account' }).click();
  await page.getByLabel('Name').fill('Ada <b>Lovelace</b>');
  await page.getByLabel('Password', { exact: true }).fill('a difference engine');
  await page.getByRole('button', { name: 'Create the account' }).click();
  await notice(page, 'Welcome, Ada <b>Lovelace</b>. Your ratings are kept now.').waitFor();
  await expect.poll(list).toEqual(mine);

  await page.getByRole('button', { name: 'Account of Ada <b>Lovelace</b>' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await notice(page, 'You are signed out').waitFor();
  await page.getByRole('link', { name: 'My films' }).click();
  await page.getByRole('heading', { name: 'You have not rated a film yet' }).waitFor();

  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Name').fill('ada <b>lovelace</b>');
  await page.getByLabel('Password', { exact: true }).fill('not her password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password', { exact: true }).fill('a difference engine');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await notice(page, 'Welcome back, Ada <b>Lovelace</b>').waitFor();
  await expect.poll(list).toEqual(mine);
  await page.getByRole('link', { name: 'My films' }).click();
  await page.getByRole('tab', { name: 'Rated (5)' }).waitFor();
  // The browser itself writes a line where the server refuses a password.
  expect(problems.filter((problem) => !problem.includes('401'))).toEqual([]);
});

test('a second window of the same person follows a rating live, without being reloaded', async () => {
  const { page, open, rate, problems } = await visit(address, '/search');
  await rate({ 1009: 5, 2380: 4, 511: 5 });
  await page.goto('/search?q=The+Godfather');
  const second = await open('/');
  await second.getByText('Chosen by the 3 films you rated').waitFor();
  const list = () => titlesIn(second, 'For you');
  await expect.poll(async () => (await list()).length).toBeGreaterThan(5);
  const before = await list();
  await second.evaluate('window.sameDocument = true');

  await page.getByRole('button', { name: 'Rate The Godfather', exact: true }).click();
  await rateByKeys(starsOf(page, 'Rate The Godfather'), 5);
  await second.getByText('Chosen by the 4 films you rated').waitFor();
  await expect.poll(list).not.toEqual(before);
  expect(await list()).not.toContain('The Godfather');
  expect(await second.evaluate('window.sameDocument')).toBe(true);
  expect(problems).toEqual([]);
});
