import { describe, expect, test } from 'vitest';
import { reportDocument } from '../../../src/stages/report/report-document.ts';
import { keyFigures, summaryOf } from '../../../src/stages/report/summary-of.ts';
import { madeFacts, test as difference } from '../../fixtures/report-facts.ts';

describe('the summary', () => {
  test('says what it is about, how good, what it costs and what next, word for word', () => {
    const [subject, quality, limits, cost, next] = summaryOf(madeFacts());
    expect(subject).toBe(
      'This report tests ease, a program that recommends films, on 1,000 ratings of 90 films by 500 people (set, 1 January 2019 to 31 December 2020).',
    );
    expect(quality).toBe(
      'Its lists are good enough to use: people are known to have liked, on average, 2.4 of the ten films on a list, against 1.2 of the ten most popular (a lead of 1.0 to 1.4, more than chance).',
    );
    expect(limits).toBe('No group that is large enough to tell is served clearly worse than everyone else.');
    expect(cost).toBe(
      'It takes 1.5 seconds and up to 400 MB of memory to train, 2 MB of disk to keep, and 3 milliseconds to make a list (9 milliseconds at worst).',
    );
    expect(next).toBe(
      'Next, show its lists to some real people beside the most popular films and count what they watch.',
    );
  });

  test('speaks of no lead in films where only their places in the lists are better', () => {
    const quality = (tests: Parameters<typeof madeFacts>[0]): string => summaryOf(madeFacts(tests))[1];
    const better = difference(0.15, 0.02, 0.001);
    expect(quality({ tests: { 'ndcg@10': better, 'precision@10': difference(0.018, 0.02, 0.08) } })).toMatch(
      /most popular, and they stand higher up in its lists than chance would put them\.$/,
    );
    expect(quality({ tests: { 'ndcg@10': better, 'precision@10': difference(0.03, 0.02, 0.01) } })).toContain(
      'a lead of 0.10 to 0.50,',
    );
  });

  test('of simulated people begins with that, promises nothing of real ones, and warns above all else', () => {
    const facts = madeFacts();
    const simulated = {
      ...facts,
      cleaned: { ...facts.cleaned, simulated: true },
      evaluation: { ...facts.evaluation, simulated: true },
    };
    const [subject, quality, , , next] = summaryOf(simulated);
    expect(subject).toMatch(/^The people in this report are simulated by a computer/);
    expect(quality).toMatch(/^On these simulated people its lists would be good enough/);
    expect(next).toMatch(/^Next, run it on ratings by real people/);
    const document = reportDocument(simulated);
    expect(document.warnings).toHaveLength(1);
    expect(document.subtitle).toContain('500 simulated people');
    expect(reportDocument(facts).warnings).toEqual([]);
  });

  test('of choices speaks of no ratings, scale or error', () => {
    const facts = madeFacts();
    const chosen = {
      ...facts,
      cleaned: { ...facts.cleaned, feedback: 'implicit' as const },
      evaluation: { ...facts.evaluation, reference: null },
    };
    const text = JSON.stringify([summaryOf(chosen), keyFigures(chosen)]);
    expect(text).toContain('known to have chosen');
    expect(text).not.toMatch(/scale|rated|known to have liked/);
    const quality = JSON.stringify(reportDocument(chosen).sections.find(({ id }) => id === 'quality'));
    expect(quality).toContain('There are no errors of predicted ratings: what people chose is known');
  });

  test('of a model that predicts ratings says by how much these are off', () => {
    const models = {
      svd: { ndcg: 0.3, hits: 2.4, errors: { rmse: 0.855, mae: 0.65 } },
      popularity: { ndcg: 0.15, hits: 1.2 },
    };
    expect(summaryOf(madeFacts({ models }))[1]).toContain(
      ', and its predicted ratings are off by 0.65 on the scale from 1 to 5, where always guessing the mean is by 0.82.',
    );
  });

  test('says how many films there were to find where these are fewer than a list holds', () => {
    const facts = madeFacts();
    // 700 films hidden of 500 people.
    const few = summaryOf({ ...facts, data: { ...facts.data, heldOut: 700 } });
    expect(few[1]).toContain('2.4 of the ten films on a list (1.4 were there to be found), against 1.2');
    expect(summaryOf(facts)[1]).not.toContain('to be found');
  });

  test('has no time where there is none, and one day where all is of one', () => {
    const facts = madeFacts();
    const at = (from: string | null, to: string | null): string =>
      summaryOf({ ...facts, data: { ...facts.data, from, to } })[0];
    expect(at(null, null)).toMatch(/500 people \(set\)\.$/);
    expect(at('2020-01-01', '2020-01-01')).toMatch(/500 people \(set\)\.$/);
  });
});

describe('the document', () => {
  test('has every section once, and every link leads to one', () => {
    const { sections } = reportDocument(madeFacts());
    const ids = sections.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'summary',
        'data',
        'quality',
        'weaknesses',
        'examples',
        'cost',
        'improvements',
        'definitions',
        'reproduce',
      ]),
    );
    const links = [...JSON.stringify(sections).matchAll(/"section":"([^"]+)"/g)].map(([, id]) => id);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect(ids).toContain(link);
  });

  test('has whole tables, charts with names of their own, and no hole in its words', () => {
    const { sections } = reportDocument(madeFacts());
    const blocks = sections.flatMap((section) => section.blocks);
    for (const block of blocks) {
      if (block.kind !== 'table') continue;
      for (const row of block.rows) expect(row).toHaveLength(block.columns.length);
    }
    const names = blocks.flatMap((block) => (block.kind === 'chart' ? [block.name] : []));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('model-quality');
    expect(JSON.stringify(sections)).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('the same facts give the same document', () => {
    expect(reportDocument(madeFacts())).toEqual(reportDocument(madeFacts()));
  });
});
