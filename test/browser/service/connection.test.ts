import { expect, test } from 'vitest';
import { notice, rateByKeys, starsOf, titlesIn } from '../../fixtures/browser/page-parts.ts';
import { startService } from '../../fixtures/browser/service.ts';
import { visit } from '../../fixtures/browser/visit.ts';

const service = await startService();
const threeRatings = { 1009: 5, 2380: 4, 511: 5 };

test('without a network a banner says so, and a rating waits until it is back', async () => {
  const { context, page, rate } = await visit(service.address, '/search');
  await rate(threeRatings);
  await page.goto('/film/110');
  const stars = starsOf(page, 'Rate The Godfather').first();
  await stars.waitFor();
  await context.setOffline(true);
  await notice(page, 'You are offline; ratings will be sent when you are back.').waitFor();
  await rateByKeys(stars, 4);
  await notice(page, '1 waits').waitFor();
  const four = () => stars.getByRole('radio', { name: '4 of 5 stars', exact: true }).isChecked();
  expect(await four()).toBe(true);

  await context.setOffline(false);
  await notice(page, 'Your ratings have been sent').waitFor();
  await expect.poll(() => page.getByText('You are offline').count()).toBe(0);
  const answer = await context.request.get('/api/me/ratings');
  const { films } = (await answer.json()) as { films: { film: string; rating: number }[] };
  expect(films.find(({ film }) => film === '110')?.rating).toBe(4);
});

test('where the service is away the page says so in words, and works again once it is back', async () => {
  const { page, rate } = await visit(service.address, '/search');
  await rate(threeRatings);
  await page.goto('/film/110');
  await starsOf(page, 'Rate The Godfather').first().waitFor();
  await service.stop();
  await page.getByRole('link', { name: 'Home' }).click();
  const alert = page.getByRole('alert');
  await alert.getByRole('heading', { name: 'The service cannot be reached' }).waitFor();
  await service.start();
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await titlesIn(page, 'For you')).length).toBeGreaterThan(5);
  expect(await alert.count()).toBe(0);
  await page.getByText('Chosen by the 3 films you rated').waitFor();
});
