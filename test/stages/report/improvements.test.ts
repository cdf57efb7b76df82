import { describe, expect, test } from 'vitest';
import type { Segmentation } from '../../../src/evaluation/segments/summarize-segments.ts';
import { groupsOf, littleKnown } from '../../../src/stages/report/groups-of.ts';
import { improvementsOf } from '../../../src/stages/report/improvements/registry.ts';
import { summaryOf } from '../../../src/stages/report/summary-of.ts';
import { estimate, madeEvaluation, madeFacts, modelOf, test as pair } from '../../fixtures/report-facts.ts';

const people = (by: string, groups: Readonly<Record<string, [people: number, ndcg: number]>>): Segmentation => ({
  ...{ by, kind: 'people', gaps: {} },
  groups: Object.entries(groups).map(([name, [count, ndcg]]) => {
    return { name, people: count, metrics: { 'ndcg@10': estimate(ndcg, 0.01) } };
  }),
});
const films: Segmentation = {
  ...{ by: 'popularity', kind: 'films', gaps: {} },
  groups: Object.entries({ '1 to 5': 0.01, '6 to 20': 0.05, '21 to 100': 0.15, 'over 100': 0.4 }).map(
    ([name, recall]) => {
      return { name, people: 100, metrics: { 'recall@10': estimate(recall, 0.01) } };
    },
  ),
};
const segments = [
  people('activity', { '6 to 20': [50, 0.1], '21 to 100': [250, 0.2], 'over 100': [200, 0.45] }),
  films,
];
const popular = [people('activity', { '6 to 20': [50, 0.1], '21 to 100': [250, 0.1], 'over 100': [200, 0.2] })];
const models = { ease: { ndcg: 0.3, hits: 2.4, segments }, popularity: { ndcg: 0.15, hits: 1.2, segments: popular } };
const data = {
  ...madeFacts().data,
  heldOut: 200,
  heldOutBy: [
    { band: 'no ratings', films: 10 },
    { band: '1 to 5', films: 20 },
    { band: '6 to 20', films: 40 },
    { band: '21 to 100', films: 80 },
    { band: 'over 100', films: 50 },
  ],
};
const facts = madeFacts({ models, data });
const gains = (of = facts): [string, number | null][] =>
  improvementsOf(of).map(({ what, gain }) => [what, gain && Number(gain.toFixed(6))]);

describe('improvements', () => {
  test('gains are share times gap by today’s, the largest first; what is not measured comes last', () => {
    expect(gains().filter(([, gain]) => gain !== null)).toEqual([
      // 250 of 500 people, 0.3 - 0.2 behind 0.3.
      ['Serve people with 21 to 100 known ratings as well as everyone', 0.166667],
      // 40 of the 200 films to be found, 0.2 - 0.05 behind 0.2; of 21 to 100 it is 80 / 200 × 0.05 / 0.2.
      ['Find films that 6 to 20 people rated as often as others', 0.15],
      ['Get first ratings of the films that nobody has rated', 0.05],
    ]);
    const all = improvementsOf(facts);
    const open = all.findIndex(({ gain }) => gain === null);
    expect(open).toBe(3);
    expect(all.slice(open).every(({ gain }) => gain === null)).toBe(true);
  });

  test('each says how it is reckoned with the very figures, and points to a section', () => {
    const [first] = improvementsOf(facts);
    expect(first.how).toContain('50 % × (0.300 − 0.200) / 0.300');
    expect(first.how).toContain('none of the other models does better there today');
    expect(first.kind).toBe('at most');
    expect(summaryOf(facts)[4]).toContain(
      'serve people with 21 to 100 known ratings as well as everyone (up to 17 % better lists)',
    );
  });

  test('a better model is a gain where it is better beyond chance, and only then', () => {
    const better = (corrected: number) =>
      madeFacts({
        models: { slim: { ndcg: 0.36, hits: 2.6 }, ease: { ndcg: 0.3, hits: 2.4 } },
        tests: { 'ndcg@10': pair(0.06, 0.02, corrected) },
        chosen: 'ease',
      });
    expect(gains(better(0.01))[0]).toEqual(['Use slim instead of ease', 0.2]);
    expect(improvementsOf(better(0.01))[0]).toMatchObject({
      kind: 'measured',
      how: expect.stringContaining('(0.360 − 0.300) / 0.300'),
    });
    expect(gains(better(0.05)).map(([what]) => what)).not.toContain('Use slim instead of ease');
  });

  test('tuning is a gain by its trials, unknown where there are none or others, and nothing where it is used', () => {
    const tuned = { metric: 'ndcg@10', better: 'higher', trials: 30, start: 0.2, best: 0.25, isUsed: false } as const;
    const having = (own: Parameters<typeof modelOf>[2]) =>
      gains({ ...facts, models: new Map(facts.models).set('ease', modelOf('ease', undefined, own)) });
    const ofTuning = (own: Parameters<typeof modelOf>[2]) => having(own).filter(([what]) => /[Tt]un/.test(what));
    expect(ofTuning({})).toEqual([['Tune ease', null]]);
    expect(ofTuning({ tuned })).toEqual([['Train ease with the parameters that its tuning found', 0.25]]);
    expect(ofTuning({ tuned: { ...tuned, metric: 'rmse' } })).toEqual([['Tune ease', null]]);
    expect(ofTuning({ tuned: { ...tuned, isUsed: true } })).toEqual([]);
    expect(ofTuning({ tuned: { ...tuned, best: 0.2 } })).toEqual([]);
  });

  test('facts of films bring their share of what they bring today, where that is beyond chance', () => {
    const two = { 'feature-ease': { ndcg: 0.33, hits: 2.6 }, ease: { ndcg: 0.3, hits: 2.4 } };
    const known = (ofRatings: number, corrected: number) =>
      gains({
        ...madeFacts({ models: two, tests: { 'ndcg@10': pair(0.03, 0.01, corrected) } }),
        ingested: { coverage: [{ kind: 'people', films: 10, ofFilms: 0.1, ofRatings }] },
      });
    // 40 % of the ratings × 0.03 / 0.3.
    expect(known(0.6, 0.001)).toContainEqual(['Find out who made the films of the other 40 % of the ratings', 0.04]);
    expect(known(0.6, 0.2)).toContainEqual(['Find out who made the films of the other 40 % of the ratings', null]);
    expect(known(1, 0.001).some(([what]) => what.startsWith('Find out who made'))).toBe(false);
  });

  test('rows that could not be read and untested newcomers are named with their numbers', () => {
    const all = improvementsOf({
      ...facts,
      data: { ...data, fewest: 16 },
      ingested: { rejected: 3, tables: { ratings: 97 } },
    });
    expect(all.find(({ what }) => what.startsWith('Mend'))?.how).toContain('3 rows of 100 rows (3 %) are set aside');
    expect(all.find(({ what }) => what.includes('newcomers'))?.how).toContain('fewer than 16 known ratings');
  });

  test('where nobody can be judged there is no gain, and no number is made up', () => {
    const empty = madeEvaluation();
    const models = empty.models.map((model) => ({ ...model, metrics: {}, lists: 0, users: 0 }));
    const all = improvementsOf({ ...facts, evaluation: { ...empty, models, comparisons: [] } });
    expect(all.filter(({ gain }) => gain !== null).map(({ what }) => what)).toEqual([
      'Get first ratings of the films that nobody has rated',
    ]);
  });
});

describe('groups', () => {
  test('are not clearly better served than by popularity where its figure lies within the interval', () => {
    const [few, middle] = groupsOf(facts);
    expect(few).toMatchObject({
      name: 'people with 6 to 20 known ratings',
      beatsPopular: false,
      isWeak: true,
      share: 0.1,
    });
    expect(middle).toMatchObject({ beatsPopular: true, isWeak: true, share: 0.5 });
    expect(summaryOf(facts)[2]).toContain(
      'It is not clearly better than the most popular films for people with 6 to 20 known ratings (10 % of those tested)',
    );
  });

  test('that are weak from the least known people on are taken together, but for those whom popularity serves as well', () => {
    const served = (few: number) => {
      const below = [people('activity', { '6 to 20': [50, few], '21 to 100': [250, 0.1], 'over 100': [200, 0.2] })];
      return summaryOf(
        madeFacts({ models: { ...models, popularity: { ...models.popularity, segments: below } }, data }),
      )[2];
    };
    // 0.1 and 0.2 of everyone’s 0.3.
    expect(served(0.05)).toContain(
      'It makes 33 to 67 % less good lists for people with 100 known ratings or fewer (60 % of those tested, and still better than the most popular films)',
    );
    expect(served(0.1)).toContain('makes 33 % less good lists for people with 21 to 100 known ratings (50 % of');
  });

  test('of fewer than 20 people say nothing', () => {
    const small = [people('activity', { '1 to 5': [19, 0], 'over 100': [400, 0.3] })];
    const groups = groupsOf(
      madeFacts({ models: { ease: { ndcg: 0.3, hits: 2, segments: small }, popularity: models.popularity } }),
    );
    expect(groups[0]).toMatchObject({ isWeak: false, beatsPopular: null });
  });

  test('little known films are all bands of which less than half of the usual part is found', () => {
    // Recall for everyone is 0.2: 0.01 and 0.05 are below half of it, 0.15 is not.
    expect(littleKnown(groupsOf(facts))).toEqual({ most: '20', share: expect.closeTo(0.3), found: 0.05 });
    expect(summaryOf(facts)[2]).toContain(
      'finds at most 5 % of the liked films that 20 people or fewer had rated (30 % of all)',
    );
  });
});
