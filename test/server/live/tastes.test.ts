import { beforeAll, describe, expect, it } from 'vitest';
import { sequence } from '../../../src/random.ts';
import type { LoadedModel } from '../../../src/server/live/model-shelf.ts';
import { openTastes, type Taste, type Tastes } from '../../../src/server/live/tastes.ts';
import { withRating } from '../../../src/server/live/with-rating.ts';
import type { Service } from '../../../src/server/service.ts';
import { testService } from '../../fixtures/service.ts';

let service: Service;
let loaded: LoadedModel;
const people = Array.from({ length: 6 }, (_, n) => `person-${n}`);
beforeAll(async () => {
  ({ service } = await testService());
  loaded = await service.models.take();
  for (const person of people) await service.store.addGuest(person, 1);
});

/** Tastes of the service's people, and how often each was read. */
function counted(most?: number): { tastes: Tastes; reads: Map<string, number> } {
  const reads = new Map<string, number>();
  const { store, catalog, data } = service;
  const ratingsOf: typeof store.ratingsOf = (person) => {
    reads.set(person, (reads.get(person) ?? 0) + 1);
    return store.ratingsOf(person);
  };
  const eventsOf: typeof store.eventsOf = (...asked) => store.eventsOf(...asked);
  const options = { store: { ratingsOf, eventsOf }, catalog, scale: data.info.scale, now: Date.now };
  return { tastes: openTastes({ ...options, ...(most !== undefined && { most }) }), reads };
}
const said = ({ history: { items, ratings, times }, hidden }: Taste) => ({
  rated: [...items].map((item, at) => [item, ratings[at], times![at]]),
  hidden: [...hidden].sort((a, b) => a - b),
});
const film = (item: number): string => service.catalog.ids.names[item];

describe('tastes', () => {
  it('have every rating whose storing was answered, whatever else goes on, and are in the end as the store has them', async () => {
    const { tastes } = counted(20_000);
    const random = sequence(5, 'tastes');
    const pick = (size: number): number => Math.floor(random() * size);
    // Several windows each, all at once: reads, ratings, ratings taken back, films hidden.
    const window = async (person: string): Promise<void> => {
      for (let n = 0; n < 30; n++) {
        const [item, what] = [pick(40), random()];
        if (what < 0.15) tastes.forget(person);
        if (what < 0.45) void tastes.of(person);
        else if (what < 0.55) {
          await service.store.addEvents(person, [
            { kind: 'hidden', film: film(item), at: n, model: null, place: null },
          ]);
          tastes.hid(person, film(item), true);
          expect((await tastes.of(person)).hidden).toContain(item);
        } else {
          const rating = what < 0.85 ? { film: film(item), rating: 0.5 * (1 + pick(10)), at: 1000 * (1 + n) } : null;
          await (rating ? service.store.rate(person, rating) : service.store.unrate(person, film(item)));
          tastes.rated(person, film(item), rating);
        }
      }
    };
    await Promise.all(people.flatMap((person) => [window(person), window(person), window(person)]));
    for (const person of people) {
      expect(said(await tastes.of(person))).toEqual(said(await counted().tastes.of(person)));
    }
  });

  it('have a rating that came while they were being read', async () => {
    const { tastes } = counted();
    const reading = tastes.of(people[0]);
    const given = { film: film(50), rating: 4, at: 5000 };
    await service.store.rate(people[0], given);
    tastes.rated(people[0], film(50), given);
    await reading;
    expect(said(await tastes.of(people[0])).rated).toContainEqual([50, 4, 5]);
  });

  it('are read once for each person', async () => {
    const { tastes, reads } = counted();
    for (let n = 0; n < 20; n++) {
      await Promise.all(people.map((person) => tastes.user(person, loaded)));
      const given = { film: film(n), rating: 4, at: n };
      await service.store.rate(people[1], given);
      tastes.rated(people[1], film(n), given);
    }
    expect([...reads.values()]).toEqual(people.map(() => 1));
  });

  it('are forgotten where all take more than they may, those unused for longest first', async () => {
    const perPerson = 4 * service.catalog.ids.size + 4000;
    const { tastes, reads } = counted(3.5 * perPerson);
    for (const person of people) await tastes.user(person, loaded);
    await tastes.user(people.at(-1), loaded);
    expect(reads.get(people.at(-1)!)).toBe(1);
    await tastes.user(people[0], loaded);
    expect(reads.get(people[0])).toBe(2);
  });

  it('give the same user until something changes, and another one after', async () => {
    const { tastes } = counted();
    const before = await tastes.user(people[2], loaded);
    expect(await tastes.user(people[2], loaded)).toBe(before);
    tastes.rated(people[2], film(77), { film: film(77), rating: 5, at: 1 });
    const after = await tastes.user(people[2], loaded);
    expect(after.history.items).toContain(77);
    expect(before.history.items).not.toContain(77);
  });

  it('leave out films and ratings that the data set does not have', async () => {
    await service.store.rate(people[3], { film: 'no such film', rating: 4, at: 1 });
    await service.store.rate(people[3], { film: film(90), rating: 400, at: 1 });
    const { items } = (await counted().tastes.of(people[3])).history;
    expect(items).not.toContain(90);
    expect(Math.min(...items)).toBeGreaterThanOrEqual(0);
  });
});

describe('withRating', () => {
  it('is what a map by film would be', () => {
    const random = sequence(1, 'with-rating');
    const oracle = new Map<number, { rating: number; at: number }>();
    let history: Taste['history'] = { items: new Int32Array(), ratings: new Float32Array(), times: new Uint32Array() };
    for (let n = 0; n < 500; n++) {
      const item = Math.floor(random() * 30);
      const given = random() < 0.6 ? { rating: 0.5 * (1 + Math.floor(random() * 10)), at: 1000 * n } : null;
      history = withRating(history, item, given);
      if (given) oracle.set(item, given);
      else oracle.delete(item);
      const sorted = [...oracle].sort(([a], [b]) => a - b);
      expect([...history.items]).toEqual(sorted.map(([film]) => film));
      expect([...history.ratings]).toEqual(sorted.map(([, { rating }]) => rating));
      expect([...history.times!]).toEqual(sorted.map(([, { at }]) => at / 1000));
    }
  });
});
