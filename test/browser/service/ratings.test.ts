import { expect, test } from 'vitest';
import { heading, notice, rateByKeys, starsOf, titlesIn } from '../../fixtures/browser/page-parts.ts';
import { startService } from '../../fixtures/browser/service.ts';
import { visit } from '../../fixtures/browser/visit.ts';

const { address } = await startService();
/** By their ids: The Matrix, The Dark Knight, Pulp Fiction. */
const threeRatings = { 1009: 5, 2380: 4, 511: 5 };
const godfather = '/film/110';

test('a rating by pointer can be undone, changed and taken back', async () => {
  const { page, problems } = await visit(address, godfather);
  const stars = starsOf(page, 'Rate The Godfather').first();
  const chosen = () => stars.getByRole('radio', { checked: true }).count();
  await stars.click({ position: { x: 4, y: 10 } });
  await notice(page, /^Rated The Godfather 0\.5 ★/).waitFor();
  await page.getByText('Take back').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(chosen).toBe(0);

  await rateByKeys(stars, 4);
  await notice(page, 'Rated The Godfather 4 ★').waitFor();
  await expect.poll(() => stars.getByRole('radio', { name: '4 of 5 stars', exact: true }).isChecked()).toBe(true);
  await page.reload();
  await expect.poll(() => stars.getByRole('radio', { name: '4 of 5 stars', exact: true }).isChecked()).toBe(true);

  await page.getByRole('link', { name: 'My films' }).click();
  await page.getByRole('button', { name: 'Take back your rating of The Godfather' }).click();
  await page.getByRole('heading', { name: 'You have not rated a film yet' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'You have not rated a film yet' }).waitFor();
  expect(problems).toEqual([]);
});

test('a film of no interest leaves all rows and comes back on undo', async () => {
  const { page, rate, problems } = await visit(address, '/search');
  await rate(threeRatings);
  await page.goto('/');
  await expect.poll(async () => (await titlesIn(page, 'For you')).length).toBeGreaterThan(5);
  const [first] = await titlesIn(page, 'For you');
  const film = page.getByRole('article').getByRole('heading', { name: first, exact: true });
  await page
    .getByRole('button', { name: `Not interested in ${first}` })
    .first()
    .click();
  await expect.poll(() => film.count()).toBe(0);
  await page.reload();
  await expect.poll(async () => (await titlesIn(page, 'For you')).length).toBeGreaterThan(5);
  expect(await film.count()).toBe(0);

  const [next] = await titlesIn(page, 'For you');
  await page
    .getByRole('button', { name: `Not interested in ${next}` })
    .first()
    .click();
  await notice(page, `You will see no more of ${next}`).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await titlesIn(page, 'For you'))[0]).toBe(next);
  expect(problems).toEqual([]);
});

test('the watch-list keeps what is put there, until it is taken off', async () => {
  const { page, problems } = await visit(address, godfather);
  await page.getByRole('button', { name: 'Watch-list', exact: true }).click();
  await notice(page, 'The Godfather is on your watch-list').waitFor();
  await page.getByRole('link', { name: 'My films' }).click();
  await page.getByRole('tab', { name: 'Watch-list (1)' }).click();
  const films = page.getByRole('list', { name: 'Watch-list' });
  await films.getByRole('link', { name: 'The Godfather' }).waitFor();
  await page.reload();
  await films.getByRole('button', { name: 'The Godfather on your watch-list', pressed: true }).click();
  await page.getByRole('heading', { name: 'Nothing on your watch-list yet' }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await films.getByRole('link', { name: 'The Godfather' }).waitFor();
  expect(problems).toEqual([]);
});

test('the keyboard alone leads from a misspelled title to the film and a rating of it', async () => {
  const { page, rate, problems } = await visit(address, '/search');
  await rate(threeRatings);
  await page.goto('/ratings');
  await page.getByRole('tab', { name: 'Rated (3)' }).waitFor();
  const focused = () => page.locator(':focus');
  const tabTo = async (is: () => Promise<boolean>): Promise<void> => {
    for (let at = 0; at < 40 && !(await is()); at++) await page.keyboard.press('Tab');
    expect(await is()).toBe(true);
  };
  const name = () => focused().getAttribute('aria-label');
  await tabTo(async () => (await focused().count()) === 1 && (await name()) === 'Search for films');
  await page.keyboard.type('the godfater');
  await page.getByRole('option', { name: /^The Godfather ?1972/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  const options = page.getByRole('listbox', { name: 'Films' }).getByRole('option', { selected: true });
  expect(await options.allTextContents()).toEqual([expect.stringContaining('1972')]);
  await page.keyboard.press('Enter');
  await expect.poll(() => page.title()).toBe('The Godfather (1972) · movierec');
  await expect.poll(() => focused().textContent()).toBe('The Godfather');

  await tabTo(async () => (await focused().getAttribute('type')) === 'radio');
  await page.keyboard.press('5');
  await page.keyboard.press('Enter');
  await notice(page, 'Rated The Godfather 5 ★').waitFor();
  await page.getByText('Your rating', { exact: true }).waitFor();
  expect(problems).toEqual([]);
});

test('Enter after a misspelled title leads to all that is found', async () => {
  const { page, problems } = await visit(address, '/ratings');
  const box = page.getByRole('combobox', { name: 'Search for films' });
  await box.fill('pulp ficton');
  await box.press('Enter');
  await page.getByRole('list', { name: 'Films found' }).getByRole('link', { name: 'Pulp Fiction' }).waitFor();
  expect(await page.title()).toBe('pulp ficton: search · movierec');
  expect(problems).toEqual([]);
});

test('the page of a film says why it goes with the ratings, how people rated it, and what is like it', async () => {
  const { page, rate, problems } = await visit(address, '/search');
  await rate(threeRatings);
  await page.goto(godfather);
  await expect.poll(() => heading(page).textContent()).toBe('The Godfather');
  const reasons = page.getByRole('region', { name: 'Your match' }).getByRole('table');
  await expect.poll(() => reasons.getByRole('link').allTextContents()).toContain('You gave Pulp Fiction (1994) 5');
  const shares = await reasons.getByRole('cell').filter({ hasText: '%' }).allTextContents();
  const sum = shares.reduce((all, share) => all + Number(share.replace(/[^\d.−-]/g, '').replace('−', '-')), 0);
  // Of all that speaks for it, to a rounding of each.
  expect(sum).toBeGreaterThan(90);
  expect(sum).toBeLessThan(110);

  const people = page.getByRole('region', { name: 'How people rated it' });
  const counts = await people.getByRole('row').getByRole('cell').allTextContents();
  const total = counts.reduce((all, count) => all + Number.parseInt(count.replaceAll(',', ''), 10), 0);
  expect(counts).toHaveLength(10);
  await people.getByText(`on average, ${total} people`).waitFor();

  for (const row of ['Films like The Godfather', 'People who liked it also liked']) {
    await expect.poll(async () => (await titlesIn(page, row)).length, { message: row }).toBeGreaterThan(5);
    expect(await titlesIn(page, row)).not.toContain('The Godfather');
  }
  expect(problems).toEqual([]);
});

test('sliders and the choice of a model change the list, and are remembered', async () => {
  const { page, rate, problems } = await visit(address, '/search');
  await rate(threeRatings);
  await page.goto('/');
  const list = () => titlesIn(page, 'For you');
  await expect.poll(async () => (await list()).length).toBeGreaterThan(5);
  const seen = [await list()];
  await page.getByRole('button', { name: 'Tune your lists' }).click();

  for (const wish of ['How well known', 'How mixed']) {
    await page.getByRole('slider', { name: wish }).focus();
    await page.keyboard.press('End');
    await expect.poll(list, { message: wish }).not.toEqual(seen.at(-1));
    seen.push(await list());
  }
  const model = page.getByRole('combobox', { name: 'Chosen by' });
  await model.selectOption('ease');
  await expect.poll(list).not.toEqual(seen.at(-1));
  await page.waitForLoadState('networkidle').catch(() => undefined);
  const tuned = await list();

  await page.reload();
  await expect.poll(list).toEqual(tuned);
  expect(await page.getByRole('slider', { name: 'How well known' }).inputValue()).toBe('1');
  expect(await page.getByRole('slider', { name: 'How mixed' }).getAttribute('aria-valuetext')).toBe('Diverse');
  await expect.poll(() => model.inputValue()).toBe('ease');

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(list).toEqual(seen[0]);
  expect(problems).toEqual([]);
});
