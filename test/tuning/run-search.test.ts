import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createContext, type Context } from '../../src/context.ts';
import { integer, real, type Parameters, type Values } from '../../src/models/contract/parameters.ts';
import { uniform } from '../../src/random.ts';
import { searches } from '../../src/tuning/registry.ts';
import { runSearch, type SearchResult, type SearchRun } from '../../src/tuning/run-search.ts';
import type { Plan, Search } from '../../src/tuning/search.ts';
import { TrialLog } from '../../src/tuning/trial-log.ts';
import type { Trial, TrialOutcome } from '../../src/tuning/trial.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
let count = 0;
const newFolder = (): string => join(root, String(++count));

const space = [
  { name: 'factors', parameter: integer({ default: 50, min: 8, max: 128, about: '', scale: 'log' }) },
  { name: 'ridge', parameter: real({ default: 0.1, min: 0.001, max: 1, about: '', scale: 'log' }) },
];
const planOf = (trials: number, name: string): Plan => ({
  ...{ space, trials, seed: 3, better: 'lower', lag: 4, fixed: name === 'halving' ? { epochs: 27 } : {} },
  ...(name === 'halving' && { epochs: 27 }),
});

/** A bowl, in place of a fit; where the ridge is very small, the fit fails. */
function outcomeOf({ factors, ridge, epochs = 27 }: Values<Parameters>): TrialOutcome {
  const none = { low: null, high: null, seconds: 0 };
  if (Number(ridge) < 0.002) return { value: null, ...none, failed: 'DIVERGED' };
  const value = Math.log(Number(factors) / 40) ** 2 + Math.log10(Number(ridge) / 0.05) ** 2 + 1 / Number(epochs);
  return { value, ...none };
}

/** Trials that take turns of the event loop, some many and some few, so that they end in another order. */
function unevenly(onStart: () => void = () => undefined): SearchRun['run'] {
  let calls = 0;
  return async (parameters) => {
    onStart();
    const call = calls++;
    const turns = call % 5 === 4 ? 100 : 12 * uniform(5, 'turns')(call);
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    return outcomeOf(parameters);
  };
}

async function searched(
  search: Search,
  options: Partial<SearchRun> & { trials?: number; folder?: string } = {},
  context: Context = createContext(),
): Promise<SearchResult> {
  const { trials = 24, folder = newFolder(), ...rest } = options;
  const log = await TrialLog.open(folder, {}, { lag: 4 }, context);
  try {
    const plan = planOf(trials, search.name);
    return await runSearch({ search, plan, log, parallel: 1, run: unevenly(), ...rest }, context);
  } finally {
    await log.close();
  }
}

/** The same by a plain loop. */
function oneByOne(search: Search, trials = 24): Trial[] {
  const plan = planOf(trials, search.name);
  const all: Trial[] = [];
  while (all.length < search.total(plan)) {
    const trial = all.length;
    const parameters = search.suggest(trial, all.slice(0, search.waitsFor(trial, plan)), plan);
    all.push({ trial, parameters, ...outcomeOf(parameters) });
  }
  return all;
}

describe.each(searches)('$name', (search) => {
  test.each([1, 2, 4])('%i at once find what a plain loop finds, in whatever order they end', async (parallel) => {
    let [running, most] = [0, 0];
    const uneven = unevenly(() => (most = Math.max(most, ++running)));
    const run: SearchRun['run'] = (parameters) => uneven(parameters).finally(() => running--);
    const { trials, resumed, stopped } = await searched(search, { parallel, run });
    expect(trials).toEqual(oneByOne(search));
    expect({ resumed, stopped, most }).toEqual({ resumed: 0, stopped: false, most: parallel });
  });

  test('broken off again and again, it ends as if it had not been, and runs no trial twice that had ended', async () => {
    const folder = newFolder();
    let calls = 0;
    for (const last of [3, 5, 1, 9, Infinity]) {
      let left = last;
      const uneven = unevenly(() => calls++);
      const run: SearchRun['run'] = (parameters) =>
        left-- > 0 ? uneven(parameters) : Promise.reject(new Error('broken off'));
      const result = searched(search, { folder, parallel: 2, run });
      if (last < Infinity) await expect(result).rejects.toThrow('broken off');
      else expect((await result).trials).toEqual(oneByOne(search));
    }
    // At each of the four breaks one other trial may have been under way.
    expect(calls).toBeLessThanOrEqual(oneByOne(search).length + 4);
    const again = await searched(search, { folder, run: () => Promise.reject(new Error('not to be run')) });
    expect(again).toEqual({ trials: oneByOne(search), resumed: oneByOne(search).length, stopped: false });
  });
});

const [tpe, random] = searches;

describe.each([tpe, random])('more trials of $name go on from those that are there', (search) => {
  test.each([1, 4])('and end as if there had been as many from the first, %i at once', async (parallel) => {
    const folder = newFolder();
    for (const [trials, before] of [
      [3, 0],
      [8, 3],
      [40, 8],
    ]) {
      const { trials: found, resumed } = await searched(search, { folder, trials, parallel });
      expect(resumed).toBe(before);
      expect(found).toEqual(oneByOne(search, 40).slice(0, trials));
    }
  });
});

describe('patience', () => {
  /** The first of so many trials in a row that brought nothing better, by a plain count. */
  const lengthWith = (trials: readonly Trial[], patience: number): number => {
    for (let end = patience; end <= trials.length; end++) {
      const before = Math.min(...trials.slice(0, end - patience).map(({ value }) => value ?? Infinity));
      const since = Math.min(...trials.slice(end - patience, end).map(({ value }) => value ?? Infinity));
      if (since >= before) return end;
    }
    return trials.length;
  };

  test.each([1, 2, 4])('ends the search at the same trial with %i at once', async (parallel) => {
    for (const patience of [2, 3, 5]) {
      const all = oneByOne(tpe, 60);
      const end = lengthWith(all, patience);
      expect(end).toBeLessThan(60);
      const { trials, stopped } = await searched(tpe, { trials: 60, patience, parallel });
      expect({ trials, stopped }).toEqual({ trials: all.slice(0, end), stopped: true });
    }
  });

  test('goes by the trials that are there when it is run again, or goes on with more of it', async () => {
    const folder = newFolder();
    const first = await searched(tpe, { folder, trials: 60, patience: 2, parallel: 4 });
    const none: SearchRun['run'] = () => Promise.reject(new Error('not to be run'));
    const again = await searched(tpe, { folder, trials: 60, patience: 2, run: none });
    expect(again).toEqual({ ...first, resumed: first.trials.length });
    expect((await searched(tpe, { folder, trials: 60 })).trials).toEqual(oneByOne(tpe, 60));
  });
});

test('a stopped search ends with the reason and keeps what has ended', async () => {
  const folder = newFolder();
  const controller = new AbortController();
  let started = 0;
  const run = unevenly(() => {
    if (++started === 8) controller.abort(new Error('stopped'));
  });
  await expect(searched(random, { folder, run }, createContext({ signal: controller.signal }))).rejects.toThrow(
    'stopped',
  );
  const { resumed, trials } = await searched(random, { folder });
  expect(resumed).toBeGreaterThanOrEqual(7);
  expect(trials).toEqual(oneByOne(random));
});

test('a search of which some trials fail goes on', async () => {
  const { trials } = await searched(random, { trials: 60 });
  expect(trials.filter(({ failed }) => failed === 'DIVERGED').length).toBeGreaterThan(0);
  expect(trials).toHaveLength(60);
});

test('progress says how many are done and what the best is', async () => {
  const said: string[] = [];
  const context = createContext({ progress: (done, total, what) => said.push(`${done}/${total} ${what}`) });
  const { trials } = await searched(random, { trials: 5 }, context);
  expect(said[0]).toBe('0/5 trials, none done');
  const best = Math.min(...trials.map(({ value }) => value ?? Infinity));
  expect(said.at(-1)).toBe(`5/5 trials, best ${best.toPrecision(4)}`);
});
