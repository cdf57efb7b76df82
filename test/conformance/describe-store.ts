import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MovierecError } from '../../src/errors.ts';
import { sequence, shuffled } from '../../src/random.ts';
import { methodKinds } from '../../src/store/methods.ts';
import type { StoreKind } from '../../src/store/registry.ts';
import type { FilmEvent, PersonRating, RatingKey, Store } from '../../src/store/store.ts';
import { hostileNames } from '../fixtures/hostile-names.ts';
import { contentOf, inAnyOrder, someOperations } from '../fixtures/store-operations.ts';
import type { EmptyPlace } from '../fixtures/stores.ts';
import { plainStore } from '../oracles/store.ts';

/** What came of a call: its result, or the code of its error. */
const outcomeOf = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    return await call;
  } catch (error) {
    return error instanceof MovierecError ? error.code : error;
  }
};

/** The same outcome for rows that may come in any order among those of the same time. */
const comparable = (outcome: unknown): unknown => (Array.isArray(outcome) ? inAnyOrder(outcome as object[]) : outcome);

const event = (film: string, at = 1): FilmEvent => ({ kind: 'shown', film, at, model: 'ease', place: 1 });
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

/** Holds a kind of store to the plain one, and to what the interface promises of calls at the same time. */
export function describeStore(kind: StoreKind, emptyPlace: () => Promise<EmptyPlace>): void {
  describe(kind.scheme, () => {
    const opened: Store[] = [];
    let place: EmptyPlace;
    let store: Store;
    const openAgain = async (): Promise<Store> => {
      const another = await kind.open(place.address, '/');
      opened.push(another);
      return another;
    };
    beforeEach(async () => {
      place = await emptyPlace();
      store = await openAgain();
    });
    const closeAll = () => Promise.all(opened.splice(0).map((one) => one.close()));
    afterEach(async () => {
      await closeAll();
      await place.clear();
    });
    afterAll(closeAll);

    test('has every method, and answers', async () => {
      expect(Object.keys(store).sort()).toEqual([...Object.keys(methodKinds), 'close'].sort());
      await expect(store.check()).resolves.toBeUndefined();
    });

    test.each([1, 2, 3])('does what the plain store does, call by call (seed %i)', async (seed) => {
      const plain = plainStore();
      for (const { text, run } of someOperations(600, seed)) {
        const [wanted, got] = [await outcomeOf(run(plain)), await outcomeOf(run(store))];
        expect(comparable(got), text).toEqual(comparable(wanted));
        if (text.startsWith('eventsOf')) expect(got, text).toEqual(wanted);
        if (/^(ratingsOf|watchListOf)/.test(text)) {
          const at = (rows: unknown): number[] => (rows as { at: number }[]).map((row) => row.at);
          expect(at(got), text).toEqual(at(wanted));
        }
      }
      expect(await contentOf(store)).toEqual(await contentOf(plain));
    });

    test('each call sees what those did that had answered before, and all of it is there when closed and opened', async () => {
      const plain = plainStore();
      const other = await openAgain();
      const random = sequence(12, 'which opening');
      for (const { text, run } of someOperations(400, 11)) {
        const [wanted, got] = [await outcomeOf(run(plain)), await outcomeOf(run(random() < 0.5 ? store : other))];
        expect(comparable(got), text).toEqual(comparable(wanted));
      }
      await closeAll();
      expect(await contentOf(await openAgain())).toEqual(await contentOf(plain));
    });

    test('writes of people who have nothing to do with each other, all at once, end as when made one by one', async () => {
      const plain = plainStore();
      const people = times(6, (at) => `p${at}`);
      const writes = people.flatMap((person, at) => {
        const random = sequence(at, 'writes at once');
        return times(120, () => {
          const film = `f${Math.floor(random() * 9)}`;
          const rating = { film, rating: 1 + Math.floor(random() * 5), at: Math.floor(random() * 99) };
          const kind = Math.floor(random() * 5);
          return (one: Store): Promise<unknown> =>
            kind === 0
              ? one.unrate(person, film)
              : kind === 1
                ? one.watch(person, film, rating.at)
                : kind === 2
                  ? one.unwatch(person, film)
                  : one.rate(person, rating);
        }).map((write) => ({ person, write }));
      });
      for (const person of people) await Promise.all([store.addGuest(person, 1), plain.addGuest(person, 1)]);
      for (const { write } of writes) await write(plain);
      await Promise.all(
        people.map(async (name) => {
          for (const { write } of writes.filter(({ person }) => person === name)) await write(store);
        }),
      );
      expect(inAnyOrder(await store.ratingsAfter(undefined, 1e6))).toEqual(
        inAnyOrder(await plain.ratingsAfter(undefined, 1e6)),
      );
      for (const person of people) {
        expect(inAnyOrder(await store.watchListOf(person))).toEqual(inAnyOrder(await plain.watchListOf(person)));
      }
    });

    test('writes of different films end the same in any order, through two openings at once', async () => {
      const other = await openAgain();
      for (const person of ['a', 'b', 'c']) await store.addGuest(person, 1);
      const ratings = times(600, (at) => ({ film: `film ${at}`, rating: 1 + (at % 5), at }));
      await Promise.all(
        Array.from(shuffled(600, 1, 'order'), (at) => (at % 2 ? store : other).rate('abc'[at % 3], ratings[at])),
      );
      const wanted = ratings.map((rating, at) => ({ person: 'abc'[at % 3], ...rating }));
      expect(inAnyOrder(await other.ratingsAfter(undefined, 1e6))).toEqual(inAnyOrder(wanted));
    });

    test('a film rated many times at once hands on each rating exactly once', async () => {
      const other = await openAgain();
      await store.addGuest('a', 1);
      const before = await Promise.all(
        times(300, (at) => (at % 2 ? store : other).rate('a', { film: 'f', rating: at, at })),
      );
      const [{ rating: last }] = await store.ratingsOf('a');
      const handedOn = [...before.filter((rating) => rating !== undefined), last].sort((a, b) => a - b);
      expect(handedOn).toEqual(times(300, (at) => at));
    });

    test('failed attempts at the same time are all counted', async () => {
      const other = await openAgain();
      const counts = await Promise.all(times(200, (at) => (at % 2 ? store : other).addFailure('key', 5, 0)));
      expect(counts.sort((a, b) => a - b)).toEqual(times(200, (at) => at + 1));
      expect(await store.findFailures('key')).toEqual({ count: 200, at: 5 });
    });

    test('of many who want a name at once one gets it', async () => {
      const other = await openAgain();
      const wishes = times(40, (at) =>
        outcomeOf(
          (at % 2 ? store : other).addAccount({ person: `p${at}`, name: at % 3 ? 'Ann' : 'ANN', password: '' }, 1),
        ),
      );
      const outcomes = await Promise.all(wishes);
      expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'NAME_TAKEN')).toHaveLength(39);
      expect((await store.count()).accounts).toBe(1);
    });

    test('names are the same without case, accents written in one sign or two, and wide or joined letters', async () => {
      const pairs = [
        ...[
          'Ann ann',
          'ÉMILE émile',
          'É E\u0301',
          'Straße STRASSE',
          'ΟΔΟΣ οδος',
          'ＡＢＣ abc',
          'ﬁlm FILM',
          'Жанна жАННА',
        ],
      ].map((pair) => pair.split(' '));
      for (const [name, other] of pairs) {
        await store.addAccount({ person: name, name, password: 'secret' }, 1);
        expect(await store.findAccount(other)).toEqual({ person: name, name, password: 'secret' });
        expect(await outcomeOf(store.addAccount({ person: 'b', name: other, password: '' }, 1))).toBe('NAME_TAKEN');
      }
    });

    test('names that differ in more than case are different, wildcards and spaces among them', async () => {
      const names = ['Ann', 'Änn', 'Anne', 'A%', '%', '_', 'Ann ', ' Ann', 'A\0', 'A', "' OR 1=1 --"];
      for (const name of names) await store.addAccount({ person: `of ${name}`, name, password: '' }, 1);
      for (const name of names) expect((await store.findAccount(name))?.person).toBe(`of ${name}`);
    });

    test('texts of any kind come back letter by letter, wherever they are', async () => {
      const texts = [
        ...[
          ...hostileNames,
          '\0',
          'a\0b',
          '\ud800',
          '\udc00\ud800',
          '\u001a',
          '\u001a0000',
          "'); DROP TABLE people;--",
        ],
        ...['', ' ', '<script>alert(1)</script>', '🎬'.repeat(50), 'x'.repeat(10_000), 'X'.repeat(10_000), '\ufeff'],
      ];
      // One rates all of them; everyone rates their own, their neighbor's and the empty one.
      const filmsOf = (person: string): readonly string[] =>
        person === '' ? texts : [...new Set([person, texts[(texts.indexOf(person) + 1) % texts.length], ''])];
      for (const text of texts) {
        await store.addAccount({ person: text, name: `name ${texts.indexOf(text)} ${text}`, password: text }, 1);
        await store.addSession({ digest: text, person: text, since: 1, expires: 2 });
        await store.watch(text, text, 1);
        await store.addEvents(text, [{ kind: 'clicked', film: text, at: 1, model: text, place: null }]);
        for (const [at, film] of filmsOf(text).entries()) await store.rate(text, { film, rating: at, at: 1 });
      }
      for (const text of texts) {
        const account = { person: text, name: `name ${texts.indexOf(text)} ${text}`, password: text };
        expect(await store.findAccount(account.name)).toEqual(account);
        expect((await store.findSession(text, 1))?.person).toBe(text);
        expect(await store.watchListOf(text)).toEqual([{ film: text, at: 1 }]);
        expect(await store.eventsOf(text, 9)).toEqual([
          { kind: 'clicked', film: text, at: 1, model: text, place: null },
        ]);
        const wanted = filmsOf(text).map((film, at) => ({ film, rating: at, at: 1 }));
        expect(inAnyOrder(await store.ratingsOf(text))).toEqual(inAnyOrder(wanted));
      }
    });

    test('a person and a film are two texts, whatever stands between them or in them', async () => {
      const between = ['', '\0', ':', '|', ',', ' ', '/', '-', '\u001a', '#', '","'];
      const pairs = between.flatMap((sign) => [
        { person: `a${sign}b`, film: 'c' },
        { person: 'a', film: `b${sign}c` },
      ]);
      for (const { person } of pairs) await store.addGuest(person, 1);
      for (const [rating, { person, film }] of pairs.entries()) {
        await store.rate(person, { film, rating, at: 1 });
        await store.watch(person, film, rating);
      }
      for (const [rating, { person, film }] of pairs.entries()) {
        expect(await store.ratingsOf(person)).toContainEqual({ film, rating, at: 1 });
        expect(await store.watchListOf(person)).toContainEqual({ film, at: rating });
      }
      expect(await store.ratingsAfter(undefined, 99)).toHaveLength(pairs.length);
    });

    test('numbers come back exactly: any rating, and times to the millisecond', async () => {
      await store.addGuest('a', 1);
      const ratings = [0, 0.5, -1, 4.999999999999999, 1 / 3, 1e300].map((rating, at) => ({
        film: String(at),
        rating,
        at: 4102444800000 + at,
      }));
      for (const rating of ratings) await store.rate('a', rating);
      expect(await store.ratingsOf('a')).toEqual(ratings.reverse());
    });

    test('events are stored all or none, and a call that fails undoes no other', async () => {
      await store.addGuest('a', 1);
      const bad = { ...event('bad'), at: null } as unknown as FilmEvent;
      const outcomes = await Promise.all([
        outcomeOf(store.rate('a', { film: '1', rating: 1, at: 1 })),
        outcomeOf(store.addEvents('a', [...times(250, () => event('lost')), bad])),
        outcomeOf(store.rate('nobody', { film: '2', rating: 1, at: 1 })),
        outcomeOf(store.rate('a', { film: '2', rating: 1, at: 1 })),
        outcomeOf(
          store.addEvents(
            'a',
            times(250, () => event('kept')),
          ),
        ),
      ]);
      expect(outcomes).toEqual([undefined, 'STORE_FAILED', 'UNKNOWN_PERSON', undefined, undefined]);
      expect(await store.ratingsOf('a')).toHaveLength(2);
      const events = await store.eventsAfter(0, 1000);
      expect(events.map(({ film }) => film)).toEqual(times(250, () => 'kept'));
    });

    test('for someone unknown what would be stored is refused, and nothing is found', async () => {
      const outcomes = [
        store.rate('x', { film: '1', rating: 1, at: 1 }),
        store.watch('x', '1', 1),
        store.addEvents('x', []),
        store.addEvents('x', [event('1')]),
        store.addSession({ digest: 'd', person: 'x', since: 1, expires: 9 }),
        store.changePassword('x', 'p'),
      ].map(outcomeOf);
      expect(new Set(await Promise.all(outcomes))).toEqual(new Set(['UNKNOWN_PERSON']));
      expect(await store.unrate('x', '1')).toBeUndefined();
      expect([await store.ratingsOf('x'), await store.watchListOf('x'), await store.eventsOf('x', 9)]).toEqual([
        [],
        [],
        [],
      ]);
      await store.removePerson('x');
      expect(await store.count()).toEqual({ accounts: 0, guests: 0, ratings: 0, events: 0 });
    });

    test.each(['removePerson', 'mergeGuest'] as const)(
      '%s amid ratings leaves nobody behind and loses none',
      async (how) => {
        const other = await openAgain();
        await store.addAccount({ person: 'account', name: 'Ann', password: '' }, 1);
        await store.addGuest('guest', 1);
        const calls = times(200, (at) =>
          outcomeOf((at % 2 ? store : other).rate('guest', { film: String(at), rating: 3, at })),
        );
        const gone = how === 'removePerson' ? other.removePerson('guest') : other.mergeGuest('guest', 'account');
        const late = times(200, (at) => outcomeOf(store.rate('guest', { film: String(200 + at), rating: 3, at })));
        const outcomes = await Promise.all([...calls, ...late]);
        await gone;
        const rated = outcomes.filter((outcome) => outcome === undefined).length;
        expect(outcomes.filter((outcome) => outcome === 'UNKNOWN_PERSON')).toHaveLength(400 - rated);
        const left = await store.ratingsAfter(undefined, 1000);
        expect(new Set(left.map(({ person }) => person))).toEqual(
          new Set(how === 'mergeGuest' && rated ? ['account'] : []),
        );
        expect(left).toHaveLength(how === 'mergeGuest' ? rated : 0);
      },
    );

    test('a session ends at its time, not before, and forgets those that had ended when another begins', async () => {
      await store.addGuest('a', 1);
      await store.addSession({ digest: 'd', person: 'a', since: 10, expires: 20 });
      expect(await store.findSession('d', 19)).toEqual({ digest: 'd', person: 'a', since: 10, expires: 20 });
      expect(await store.findSession('d', 20)).toBeUndefined();
      await store.addSession({ digest: 'e', person: 'a', since: 20, expires: 30 });
      expect(await store.findSession('d', 0)).toBeUndefined();
    });

    test('pages of ratings have each rating once while others write, and follow one order', async () => {
      const random = sequence(3, 'pages');
      const rows = times(500, (at) => ({
        person: `p${at % 23}`,
        film: `${Math.floor(random() * 1e6)}-${at}`,
        rating: 1,
        at,
      }));
      for (const person of new Set(rows.map((row) => row.person))) await store.addGuest(person, 1);
      await Promise.all(rows.map(({ person, ...rating }) => store.rate(person, rating)));
      const seen: PersonRating[] = [];
      const writes: Promise<unknown>[] = [];
      for (let after: RatingKey | undefined, page = 0; ; page++) {
        writes.push(
          store.rate(`p${page % 23}`, { film: `new ${page}`, rating: 2, at: 1 }),
          store.unrate('p0', `new ${page - 23}`),
        );
        const found = await store.ratingsAfter(after, 7);
        expect(found.length).toBeLessThanOrEqual(7);
        seen.push(...found);
        after = found.at(-1);
        if (!after) break;
      }
      await Promise.all(writes);
      expect(inAnyOrder(seen.filter(({ rating }) => rating === 1))).toEqual(inAnyOrder(rows));
      const keys = seen.map(({ person, film }) => JSON.stringify([person, film]));
      expect(new Set(keys).size).toBe(keys.length);
    });

    test('pages of events have each event once in the order in which they came, no number twice', async () => {
      await store.addGuest('a', 1);
      await store.addGuest('b', 1);
      const seen: { film: string; number: number }[] = [];
      let written = false;
      const writing = Promise.all(
        times(60, (round) =>
          store.addEvents(
            'a',
            times(5, (at) => event(String(round * 5 + at))),
          ),
        ),
      ).then(() => (written = true));
      for (let after = 0; ;) {
        // Asked before the page is: one that is empty after the last write is the end.
        const complete = written;
        const found = await store.eventsAfter(after, 4);
        seen.push(...found);
        after = found.at(-1)?.number ?? after;
        if (complete && found.length === 0) break;
      }
      await writing;
      expect(seen.map(({ film }) => film)).toEqual(times(300, String));
      await store.removePerson('a');
      await store.addEvents('b', [event('next')]);
      const [next] = await store.eventsAfter(0, 10);
      expect(next.number).toBeGreaterThan(Math.max(...seen.map(({ number }) => number)));
    });

    test('opened by several at once where nothing is yet, becomes one store', async () => {
      await closeAll();
      await place.clear();
      place = await emptyPlace();
      const many = await Promise.all(times(4, openAgain));
      await Promise.all(many.map((one, at) => one.addGuest(`p${at}`, 1)));
      for (const one of many) expect((await one.count()).guests).toBe(4);
    });

    test('once closed, is closed; to close it twice does no harm, and what was under way is answered', async () => {
      const adding = store.addGuest('a', 1);
      await Promise.all([store.close(), store.close()]);
      await expect(adding).resolves.toBeUndefined();
      expect(await outcomeOf(store.count())).toBe('STORE_FAILED');
    });
  });
}
