import { afterAll, describe, expect, inject, test } from 'vitest';
import { MovierecError } from '../../../src/errors.ts';
import { sequence } from '../../../src/random.ts';
import { openMysqlStore } from '../../../src/store/mysql.ts';
import { groundwork } from '../../../src/store/mysql/groundwork.ts';
import { longest } from '../../../src/store/mysql/short-text.ts';
import { steps as stepsOfAll } from '../../../src/store/sql/migrations/registry.ts';
import type { FilmEvent, Store } from '../../../src/store/store.ts';
import { plainStore } from '../../oracles/store.ts';
import { freshDatabase, run, startMariadb } from '../../fixtures/servers/mariadb.ts';
import { contentOf, someOperations } from '../../fixtures/store-operations.ts';

const server = inject('databases').mysql;
const steps = [groundwork, ...stepsOfAll];
const event = (film: string): FilmEvent => ({ kind: 'shown', film, at: 1, model: null, place: null });
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error: unknown) => (error as MovierecError).code,
  );

const opened: Store[] = [];
afterAll(() => Promise.all(opened.map((store) => store.close())));
async function open(address: string, known = steps): Promise<Store> {
  const store = await openMysqlStore(address, known);
  opened.push(store);
  return store;
}

describe('a store in MySQL', () => {
  test('goes on by itself after its server was killed, and says meanwhile that it does not answer', async () => {
    const own = await startMariadb();
    try {
      const store = await open(await own.freshDatabase());
      await store.addGuest('a', 1);
      await Promise.all(times(20, (at) => store.rate('a', { film: String(at), rating: 1, at })));
      await own.kill();
      expect(await codeOf(store.check())).toBe('STORE_FAILED');
      await expect(store.ratingsOf('a')).rejects.toMatchObject({ message: expect.not.stringContaining('p@ss') });
      await own.restart();
      // More than there are connections, all of which the server has forgotten.
      await Promise.all(times(40, (at) => store.rate('a', { film: String(20 + at), rating: 1, at })));
      expect(await store.ratingsOf('a')).toHaveLength(60);
      await store.close();
    } finally {
      await own.stop();
    }
  });

  test('has every rating that was acknowledged, however often its server is killed amid them', async () => {
    const own = await startMariadb();
    try {
      const store = await open(await own.freshDatabase());
      for (let round = 1; round <= 3; round++) {
        const people = times(8, (at) => `${round}-${at}`);
        for (const person of people) await store.addGuest(person, 1);
        const acknowledged = new Map<string, number>();
        const writing = people.map(async (person) => {
          for (let rating = 1; ; rating++) {
            if (await codeOf(store.rate(person, { film: 'f', rating, at: rating }))) return;
            acknowledged.set(person, rating);
          }
        });
        await new Promise((resolve) => setTimeout(resolve, 150 * round));
        await own.kill();
        await Promise.all(writing);
        await own.restart();
        expect(acknowledged.size).toBe(people.length);
        for (const [person, rating] of acknowledged) {
          const [found] = await store.ratingsOf(person);
          // The one after it may have been stored without an answer.
          expect([rating, rating + 1]).toContain(found.rating);
        }
      }
      await store.close();
    } finally {
      await own.stop();
    }
  });

  test('does what the plain store does while its connections are ended again and again', async () => {
    const address = await freshDatabase(server);
    const [store, plain] = [await open(`${address}?connections=2`), plainStore()];
    const random = sequence(5, 'when connections end');
    const name = new URL(address).pathname.slice(1);
    let ended = 0;
    for (const { text, run: ask } of someOperations(300, 21)) {
      if (random() < 0.2) {
        const found = await run(
          address,
          `SELECT id FROM information_schema.processlist WHERE db = '${name}' AND id <> CONNECTION_ID()`,
        );
        for (const { id } of found as { id: number }[]) {
          await run(address, `KILL ${id}`).catch(() => undefined);
          ended++;
        }
      }
      const codes = [await codeOf(ask(plain)), await codeOf(ask(store))];
      expect(codes[1], text).toBe(codes[0]);
    }
    expect(ended).toBeGreaterThan(30);
    expect(await contentOf(store)).toEqual(await contentOf(plain));
  });

  test('numbers events in the order in which they can be seen, whoever stores them, in any number of openings', async () => {
    const address = await freshDatabase(server);
    const writers = await Promise.all(times(3, () => open(address)));
    const reader = await open(address);
    for (const person of times(12, String)) await reader.addGuest(person, 1);
    const seen: string[] = [];
    let written = false;
    const writing = Promise.all(
      times(12, async (person) => {
        for (let round = 0; round < 20; round++) {
          const events = times(1 + (round % 3), (at) => event(`${person} ${round} ${at}`));
          await writers[person % 3].addEvents(String(person), events);
        }
      }),
    ).then(() => (written = true));
    for (let after = 0; ;) {
      const complete = written;
      const found = await reader.eventsAfter(after, 5);
      seen.push(...found.map(({ film }) => film));
      after = found.at(-1)?.number ?? after;
      if (complete && found.length === 0) break;
    }
    await writing;
    const wanted = times(12, (person) =>
      times(20, (round) => times(1 + (round % 3), (at) => `${person} ${round} ${at}`)),
    ).flat(2);
    expect([...seen].sort()).toEqual(wanted.sort());
  });

  test('what is taken back while its guest is given to another is not theirs afterwards', async () => {
    const address = await freshDatabase(server);
    const [store, other] = [await open(address), await open(address)];
    for (let round = 0; round < 15; round++) {
      const [guest, into] = [`g${round}`, `i${round}`];
      await store.addGuest(guest, 1);
      await store.addAccount({ person: into, name: into, password: '' }, 1);
      await Promise.all(times(12, (at) => store.rate(guest, { film: String(at), rating: 1, at })));
      await Promise.all(times(12, (at) => store.watch(guest, String(at), at)));
      const takingBack = times(12, (at) => [store.unrate(guest, String(at)), store.unwatch(guest, String(at))]);
      const [, ...before] = await Promise.all([
        other.mergeGuest(guest, into),
        ...takingBack.map(([unrated]) => unrated),
      ]);
      await Promise.all(takingBack.flat());
      const kept = before.flatMap((rating, at) => (rating === undefined ? [String(at)] : []));
      expect((await store.ratingsOf(into)).map(({ film }) => film).sort()).toEqual(kept.sort());
    }
  });

  test('keeps guests who rate at the moment at which the idle ones go', async () => {
    const address = await freshDatabase(server);
    const [store, other] = [await open(address), await open(address)];
    for (let round = 0; round < 10; round++) {
      const guests = times(20, (at) => `${round} ${at}`);
      for (const guest of guests) await store.addGuest(guest, 1);
      const [removed, ...codes] = await Promise.all([
        other.removeGuests(5),
        ...guests.map((guest) => codeOf(store.rate(guest, { film: 'f', rating: 1, at: 9 }))),
      ]);
      const stayed = codes.filter((code) => code === undefined).length;
      expect(codes.filter((code) => code === 'UNKNOWN_PERSON')).toHaveLength(removed);
      expect((await store.count()).ratings).toBe(stayed);
      for (const guest of guests) await store.removePerson(guest);
    }
  });

  test('tells apart texts that differ only beyond what a key holds, or by blanks at their end', async () => {
    const store = await open(await freshDatabase(server));
    await store.addGuest('a', 1);
    const begin = 'é'.repeat(longest);
    const films = [begin, `${begin} `, `${begin}1`, `${begin}2`, 'x', 'x ', 'X', '\u001a#', ''];
    for (const [at, film] of films.entries()) await store.rate('a', { film, rating: at, at });
    const found = await store.ratingsOf('a');
    expect(found.map(({ film }) => film)).toEqual([...films].reverse());
    const pages = [];
    for (let after; ;) {
      const [next] = await store.ratingsAfter(after, 1);
      if (!next) break;
      pages.push(next.film);
      after = next;
    }
    expect(pages.sort()).toEqual([...films].sort());
  });
});

describe('the tables of a store in MySQL', () => {
  test.each(steps.slice(0, -1).map((_, at) => at + 1))(
    'of version %i keep what they have, and become new',
    async (version) => {
      const address = await freshDatabase(server);
      const old = await open(address, steps.slice(0, version));
      if (version > 1) await old.addAccount({ person: 'a', name: 'Ann', password: 'secret' }, 5);
      if (version > 2) await old.rate('a', { film: '1', rating: 4.5, at: 7 });
      const store = await open(address);
      expect(await store.findAccount('ann')).toEqual(
        version > 1 ? { person: 'a', name: 'Ann', password: 'secret' } : undefined,
      );
      expect(await store.ratingsOf('a')).toEqual(version > 2 ? [{ film: '1', rating: 4.5, at: 7 }] : []);
      expect((await store.count()).events).toBe(0);
    },
  );

  test('whose making broke off within a step are completed by whoever comes next', async () => {
    const address = await freshDatabase(server);
    const people = steps[1];
    const breaking: typeof people = async (database, words) => {
      await people(database, words);
      throw new Error('the process ends');
    };
    await expect(open(address, [groundwork, breaking])).rejects.toThrow('the process ends');
    await run(address, 'DROP TABLE failures');
    const store = await open(address);
    await store.addGuest('a', 1);
    expect(await store.addFailure('key', 1, 0)).toBe(1);
  });

  test('of a later version are refused, and stay as they are', async () => {
    const address = await freshDatabase(server);
    await open(address, [...steps, async () => undefined]);
    await expect(open(address)).rejects.toMatchObject({ code: 'NEWER_STORE', hint: expect.stringContaining('later') });
    await open(address, [...steps, async () => undefined]);
  });

  test('are not made in a database of something else', async () => {
    const address = await freshDatabase(server);
    await run(address, 'CREATE TABLE invoices (amount DOUBLE)');
    await expect(open(address)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('invoices'),
    });
    expect(await run(address, 'SHOW TABLES')).toHaveLength(1);
  });

  test('once made, need no right but to read and write', async () => {
    const address = await freshDatabase(server);
    await open(address);
    const name = new URL(address).pathname.slice(1);
    await run(address, `CREATE USER ${name} IDENTIFIED BY 'modest'`);
    await run(address, `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name}.* TO ${name}`);
    const modest = new URL(address);
    [modest.username, modest.password] = [name, 'modest'];
    const store = await open(modest.href);
    await store.addGuest('a', 1);
    await store.rate('a', { film: 'f', rating: 1, at: 1 });
    await store.removePerson('a');
    expect(await store.count()).toEqual({ accounts: 0, guests: 0, ratings: 0, events: 0 });
  });
});
