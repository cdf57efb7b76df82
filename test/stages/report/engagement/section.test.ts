import { expect, test } from 'vitest';
import type { Block, Words } from '../../../../src/report/document.ts';
import type { Engagement } from '../../../../src/stages/report/engagement/engagement.ts';
import { engagementSection } from '../../../../src/stages/report/engagement/section.ts';
import type { ReportFacts } from '../../../../src/stages/report/facts.ts';
import { Cleaning } from '../../../fixtures/cleaning.ts';
import { at, engagementOf } from '../../../fixtures/engagement.ts';
import type { Act } from '../../../oracles/engagement.ts';

const set = await Cleaning.open();

const plain = (words: Words): string =>
  typeof words === 'string'
    ? words
    : words.map((part) => (typeof part === 'string' ? part : 'code' in part ? part.code : '')).join('');

/** A model in use with such figures. */
function blocksOf(engagement: Engagement, figures: Record<string, number> = {}): readonly Block[] {
  const metrics = Object.fromEntries(
    Object.entries(figures).map(([key, value]) => [key, { value, low: null, high: null }]),
  );
  const facts = { engagement, evaluation: { models: [{ model: 'ease', metrics }], cutoffs: [10] }, chosen: 'ease' };
  return engagementSection.write(facts as unknown as ReportFacts);
}

/** All that is to be read, but for definitions and charts. */
const textOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => {
      if (block.kind === 'paragraph' || block.kind === 'note') return plain(block.words);
      if (block.kind === 'figures')
        return block.figures.map(({ label, value, note }) => `${label}: ${value} (${note})`);
      return block.kind === 'table' ? block.rows.map((row) => row.map(plain).join(' | ')) : [];
    })
    .join('\n');
const chartsOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.kind === 'chart' ? block.name : []));

const act = (user: string, film: string, event: Act['event'], clock: string): Act => {
  return { user, film, event, time: at(clock) };
};
/** Two people who rate a film on the first and the fifteenth of each month of two years, and one more in the second. */
const twoYears = Array.from({ length: 24 }, (_, month) => {
  const [first, middle] = [1, 15].map((day) => new Date(Date.UTC(2018, month, day, 12)).toISOString().slice(0, 19));
  const others = month < 12 ? [] : [act('c', `c${month}`, 'rating', first), act('c', `d${month}`, 'play', middle)];
  return [act('a', `a${month}`, 'rating', first), act('b', `b${month}`, 'rating', middle), ...others];
}).flat();
const last = act('a', 'last', 'rating', '2019-12-31T12:00:00');

test('says who comes, how that has changed, what they do and who comes back', async () => {
  const blocks = blocksOf(await engagementOf(set, [...twoYears, last]));
  const text = textOf(blocks);
  expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  expect(text).toContain('the 12 full months from 1 January 2019 to 31 December 2019, counted from ratings and plays');
  expect(text).toContain('Active people a month: 3 (50 % more than in the year before)');
  expect(text).toContain('In an average month 3 people are active, 50 % more than in the year before;');
  expect(text).toContain('December 2019, the last full month, had 3 active people.');
  // 37 ratings and 12 plays in 36 months of people.
  expect(text).toContain(
    'a person rates 1 film on average (1 or fewer in half of all cases), plays 0.3 films on average (none in half of all cases)',
  );
  expect(text).toContain('Of 3 new people whose first week is over, 0 % were active again within 7 days');
  expect(text).toMatch(/^8 to 30 \| 33 % \| 3 \| 100 % \| 1$/m);
  expect(text).toContain('No recommendations were recorded yet: the service does that.');
  expect(chartsOf(blocks)).toEqual(['active-people', 'retention-curve']);
});

test('each block that has figures of recommendations comes where there are any', async () => {
  const shown = ['x', 'y', 'z', 'w'].map((film) => act('a', film, 'shown', '2019-12-01T12:00:00'));
  const clicked = act('a', 'x', 'clicked', '2019-12-05T12:00:00');
  const blocks = blocksOf(await engagementOf(set, [...twoYears, last, ...shown, clicked]));
  const text = textOf(blocks);
  expect(text).toContain('Clicked: 25 % (of 4 films shown)');
  expect(text).toContain(
    'Since 1 December 2019, 1 person was shown films 4 times, if a film counts once for a person: 25 % were clicked, 0 % played and 0 % hidden.',
  );
  expect(text).toMatch(
    /after 100 % of these they were active again within a week, against \d+ % of \d+ days of activity without films shown\./,
  );
  expect(text).toContain('This is no experiment');
  expect(text).toContain('People were shown 4 of the ');
  expect(text).not.toContain('No recommendations');
  expect(chartsOf(blocks)).toEqual(['active-people', 'retention-curve', 'shown-and-clicked']);
});

test('without times there is a note, and the catalog', async () => {
  const blocks = blocksOf(await engagementOf(set, [{ ...last, time: null }]));
  const text = textOf(blocks);
  expect(text).toContain(
    'How many people come, and whether they come back, is not known. Neither ratings nor events have times.',
  );
  expect(text).toContain('All in all, people rated the only film of the catalog. There is no long tail');
  expect(chartsOf(blocks)).toEqual([]);
});

test('of one day there is that day, and why there is no more', async () => {
  const blocks = blocksOf(await engagementOf(set, [last]));
  const text = textOf(blocks);
  expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
  expect(text).toContain('The figures are of 31 December 2019, counted from ratings');
  expect(text).toContain('On an average day 1 person is active.');
  expect(text).toContain('How much a person does in a month cannot be said. There is not one full month of data yet.');
  expect(text).toContain('Whether new people come back cannot be told yet: nobody’s first 7 days are over.');
  expect(chartsOf(blocks)).toEqual(['active-people']);
});

test('what the model in use lists is said by the figures that there are', async () => {
  const engagement = await engagementOf(set, [last]);
  expect(textOf(blocksOf(engagement))).not.toContain('In the test');
  expect(textOf(blocksOf(engagement, { 'coverage@10': 0.21 }))).toContain(
    'In the test, the lists of ease, the model in use, 10 films for each person, hold 21 % of the films that could stand on them.',
  );
  expect(
    textOf(blocksOf(engagement, { 'coverage@10': 0.21, 'popularity-lift@10': 1.5, 'novelty@10': 3.21 })),
  ).toContain('on them, are of films 2.5 times as popular as those that people rated, and have a novelty of 3.2 bits.');
});
