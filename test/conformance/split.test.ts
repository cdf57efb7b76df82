import { describe, expect, test } from 'vitest';
import { splitNames, splitOf, splits } from '../../src/dataset/splits/registry.ts';
import { role, roleNames } from '../../src/dataset/splits/role.ts';
import type { RoundOptions, Split, SplitColumns } from '../../src/dataset/splits/split.ts';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import { sequence, shuffled } from '../../src/random.ts';

const options: RoundOptions = { share: 0.2, folds: 5, seed: 1 };

/** 200 people with 1 to 60 of 90 films each, many of them rated at the same few seconds. */
function someRatings(): Required<SplitColumns> & { time: Uint32Array } {
  const random = sequence(5, 'ratings to split');
  const rows: [number, number, number][] = [];
  for (let user = 0; user < 200; user++) {
    const films = shuffled(90, user, 'films').subarray(0, 1 + Math.floor(60 * random() ** 2));
    for (const item of films) rows.push([user, item, 1e9 + Math.floor(random() * 500)]);
  }
  return columnsOf(rows);
}

function columnsOf(rows: readonly (readonly [user: number, item: number, time: number])[]) {
  return {
    user: Int32Array.from(rows, ([user]) => user),
    item: Int32Array.from(rows, ([, item]) => item),
    time: Uint32Array.from(rows, ([, , time]) => time),
    users: 200,
    items: 90,
  };
}

const at = (roles: Uint8Array, wanted: number): number[] => [...roles.keys()].filter((row) => roles[row] === wanted);

describe('the registry', () => {
  test('has no name twice and gives each split by its name; the default comes first', () => {
    expect(new Set(splitNames).size).toBe(splitNames.length);
    for (const split of splits) expect(splitOf(split.name)).toBe(split);
    expect(splitNames[0]).toBe('by-user');
  });

  test('refuses a name that there is not, with those that there are', () => {
    expect(() => splitOf('by-film')).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(/by-user, random/) }),
    );
  });
});

describe.each(splits.map((split) => [split.name, split] as const))('%s', (name, split: Split) => {
  const ratings = someRatings();
  const rounds = split.rounds(ratings, options);

  test('says what it is', () => {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(split.summary).toMatch(/^[A-Z].*\.$/);
  });

  test('gives every rating exactly one role, and tests and trains in every round', () => {
    for (const roles of rounds) {
      expect(roles).toHaveLength(ratings.user.length);
      expect(Math.max(...roles)).toBeLessThan(roleNames.length);
      expect(roles).toContain(role.train);
      expect(roles).toContain(role.test);
    }
  });

  test('gives the same roles for the same seed, and others for another only if it is random', () => {
    expect(split.rounds(ratings, options)).toEqual(rounds);
    const other = split.rounds(ratings, { ...options, seed: 2 });
    if (split.random) expect(other).not.toEqual(rounds);
    else expect(other).toEqual(rounds);
  });

  test('gives the same roles whatever the order of the rows', () => {
    const order = shuffled(ratings.user.length, 3, 'rows');
    const rows = Array.from(order, (row) => [ratings.user[row], ratings.item[row], ratings.time[row]] as const);
    const mixed = split.rounds(columnsOf(rows), options);
    for (const [round, roles] of rounds.entries()) expect(mixed[round]).toEqual(roles.map((_, to) => roles[order[to]]));
  });

  test('leaves everyone something to be trained on, if it says so', () => {
    for (const roles of rounds) {
      const trained = new Set(at(roles, role.train).map((row) => ratings.user[row]));
      if (split.keepsEveryone) expect(trained.size).toBe(200);
    }
  });

  test('folds in only people who are not in training', () => {
    for (const roles of rounds) {
      const trained = new Set(at(roles, role.train).map((row) => ratings.user[row]));
      expect(at(roles, role.foldIn).filter((row) => trained.has(ratings.user[row]))).toEqual([]);
    }
  });

  test('never trains on what is later than what it tests, if it goes by one clock for everyone', () => {
    for (const roles of rounds) {
      const timesOf = (wanted: number): number[] => at(roles, wanted).map((row) => ratings.time[row]);
      if (split.needs !== 'times' || name === 'leave-last-out') continue;
      expect(Math.max(...timesOf(role.train))).toBeLessThanOrEqual(Math.min(...timesOf(role.test)));
    }
  });

  test('leaves a rating unused only where time says that it is not known yet', () => {
    for (const roles of rounds) {
      const unused = at(roles, role.unused).map((row) => ratings.time[row]);
      if (split.needs !== 'times') expect(unused).toEqual([]);
      const latest = Math.max(...at(roles, role.test).map((row) => ratings.time[row]));
      expect(Math.min(Infinity, ...unused)).toBeGreaterThanOrEqual(latest);
    }
  });

  test('tests no rating in two rounds of one run', () => {
    const times = ratings.user.map((_, row) => rounds.filter((roles) => roles[row] === role.test).length);
    expect(Math.max(...times)).toBe(1);
  });

  test('repeated, gives the rounds of the seeds that follow, if it is random; else it is refused', () => {
    const repeated = () => splitRatings(name, ratings, { ...options, repeats: 3 });
    if (split.random) {
      expect(repeated()).toEqual([1, 2, 3].flatMap((seed) => split.rounds(ratings, { ...options, seed })));
    } else {
      expect(repeated).toThrow(
        expect.objectContaining({ code: 'OPTION_RANGE', hint: expect.stringContaining('by-user, random, kfold') }),
      );
    }
  });

  test('copes with no rating, one rating, one person, and ratings all at the same second', () => {
    const nobody = { ...columnsOf([]), users: 0, items: 0 };
    expect(split.rounds(nobody, options).every((roles) => roles.length === 0)).toBe(true);
    for (const roles of split.rounds({ ...columnsOf([[0, 0, 5]]), users: 1, items: 1 }, options)) {
      expect(roles).toHaveLength(1);
    }
    const person = {
      ...columnsOf(Array.from({ length: 10 }, (_, item) => [0, item, 7] as const)),
      users: 1,
      items: 10,
    };
    const tested = split.rounds(person, options).map((roles) => at(roles, role.test).length);
    const some = { kfold: [2, 2, 2, 2, 2], rolling: [0, 0, 1, 0, 1], 'held-out-users': [0] }[name];
    expect(tested).toEqual(some ?? [name.startsWith('leave-') ? 1 : 2]);
  });
});
