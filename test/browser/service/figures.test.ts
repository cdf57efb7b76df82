import { describe, expect, test } from 'vitest';
import { notice } from '../../fixtures/browser/page-parts.ts';
import { startService } from '../../fixtures/browser/service.ts';
import { visit, type Visit } from '../../fixtures/browser/visit.ts';

const { address, operatorKey } = await startService();

test('explore draws every chart of the data set, as one scrolls, without an error or a breach of the policy', async () => {
  const { page, problems } = await visit(address, '/explore');
  const { charts } = (await (await page.request.get('/api/charts')).json()) as { charts: { title: string }[] };
  expect(charts.length).toBeGreaterThan(15);
  for (const { title } of charts) {
    const figure = page.getByRole('figure', { name: title, exact: true });
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('svg').first().waitFor();
    expect(await figure.locator('svg path').count(), title).toBeGreaterThan(0);
  }
  expect(await page.getByText('cannot be drawn').count()).toBe(0);
  expect(problems).toEqual([]);
});

describe('the page of operators', () => {
  const enter = async ({ page }: Visit, key: string): Promise<void> => {
    await page.getByLabel('Operator key').fill(key);
    await page.getByRole('button', { name: 'Open' }).click();
  };

  test('says so where the key is wrong, and shows nothing', async () => {
    const coming = await visit(address, '/operator');
    await enter(coming, 'not the operator key');
    const { page, problems } = coming;
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/key/);
    expect(await page.getByRole('table').count()).toBe(0);
    expect(problems.filter((problem) => !/40[13]/.test(problem))).toEqual([]);
  });

  test('shows traffic, engagement and models with the key, and retrains on what people have rated', async () => {
    const coming = await visit(address, '/operator');
    await coming.rate({ 1009: 5, 2380: 4, 511: 5, 110: 4 });
    await enter(coming, operatorKey);
    const { page, problems } = coming;
    for (const part of ['Traffic', 'Engagement', 'Models', 'Past retrainings'])
      await page.getByRole('region', { name: part }).waitFor();
    await page.getByRole('term').filter({ hasText: 'Ratings given here' }).waitFor();
    expect(await page.getByRole('region', { name: 'Traffic' }).textContent()).toMatch(/\d+ requests in the last hour/);
    const models = page.getByRole('region', { name: 'Models' });
    expect(await models.getByRole('rowheader').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('ials'), expect.stringContaining('ease')]),
    );

    await models.getByRole('button', { name: 'Retrain ials' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retrain' }).click();
    await notice(page, /^ials is being retrained/).waitFor();
    const past = page.getByRole('region', { name: 'Past retrainings' });
    await expect.poll(() => past.getByRole('listitem').count(), { timeout: 60_000 }).toBe(1);
    expect(await past.getByRole('listitem').textContent()).toMatch(
      /(Took over|Rolled back|Unchanged).*ials.*4 of them given here/,
    );
    expect(problems).toEqual([]);

    await page.getByRole('button', { name: 'Forget the key' }).click();
    await page.getByLabel('Operator key').waitFor();
    await page.reload();
    await page.getByLabel('Operator key').waitFor();
  });
});
