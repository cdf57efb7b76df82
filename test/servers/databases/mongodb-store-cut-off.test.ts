import { expect, inject, test } from 'vitest';
import { openMongodbStore } from '../../../src/store/mongodb.ts';
import type { Store } from '../../../src/store/store.ts';
import { openCutOff } from '../../fixtures/servers/cut-off.ts';
import { dropDatabase, freshDatabase } from '../../fixtures/servers/ferretdb.ts';
import { contentOf } from '../../fixtures/store-operations.ts';
import { plainStore } from '../../oracles/store.ts';

const event = (film: string) => ({ kind: 'shown', film, at: 3, model: 'ease', place: 1 }) as const;

/** An account and a guest who have something of everything, some of it of the same film. */
async function furnish(store: Store): Promise<void> {
  await store.addAccount({ person: 'ann', name: 'Ann', password: 'p' }, 1);
  await store.addGuest('guest-1', 2);
  for (const [person, films] of [
    ['ann', ['1', '2']],
    ['guest-1', ['2', '10']],
  ] as const) {
    for (const film of films) {
      await store.rate(person, { film, rating: film.length + person.length, at: 4 });
      await store.watch(person, film, 5);
    }
    await store.addEvents(person, films.map(event));
  }
  await store.addSession({ digest: 'd1', person: 'ann', since: 6, expires: 9 });
  await store.addSession({ digest: 'd2', person: 'guest-1', since: 6, expires: 9 });
}

const methods: Readonly<Record<string, (store: Store) => Promise<unknown>>> = {
  mergeGuest: (store) => store.mergeGuest('guest-1', 'ann'),
  removePerson: (store) => store.removePerson('ann'),
  addAccount: (store) => store.addAccount({ person: 'guest-1', name: 'Bob', password: 'q' }, 7),
  rate: (store) => store.rate('ann', { film: '2', rating: 5, at: 7 }),
  addEvents: (store) => store.addEvents('guest-1', [event('1'), event('2')]),
  addFailure: (store) => store.addFailure('name:ann', 8, 0),
};

/** Everything that can be asked for. Whose events they are is asked for in two ways, as is how many there are of what. */
const all = async (store: Store): Promise<unknown> => {
  const eventsOf = async (person: string) => (await store.eventsOf(person, 99)).map(({ film }) => film);
  return {
    content: await contentOf(store),
    events: [await eventsOf('ann'), await eventsOf('guest-1')],
    engagement: await store.engagement(0),
  };
};

test.each(Object.entries(methods))(
  '%s that is cut off after any of its commands has happened as a whole or not at all, and may be called again',
  async (_, method) => {
    const plain = plainStore();
    await furnish(plain);
    const before = await all(plain);
    await method(plain);
    const after = await all(plain);
    const server = inject('databases').mongodb;
    const way = await openCutOff(Number(new URL(server).port));
    const found = new Set<string>();
    let done = false;
    for (let commands = 1; !done; commands++) {
      const address = freshDatabase(server);
      const store = await openMongodbStore(address);
      await furnish(store);
      const doomed = await openMongodbStore(`${way.through(address)}&serverSelectionTimeoutMS=100`);
      way.after(commands);
      done = await method(doomed).then(
        () => true,
        () => false,
      );
      way.after(Number.POSITIVE_INFINITY);
      const content = await all(store);
      const happened = JSON.stringify(content) === JSON.stringify(after);
      found.add(happened ? 'happened' : 'not at all');
      if (!happened) expect(content, `cut off after ${commands} commands`).toEqual(before);
      if (done) expect(happened).toBe(true);
      // Who asks again gets what would have come of it, or hears that it has happened.
      if (!happened) {
        await method(store).catch((error: unknown) => expect(error).toMatchObject({ code: 'NAME_TAKEN' }));
        expect(await all(store), `called again after ${commands} commands`).toEqual(after);
      }
      await Promise.all([doomed.close(), store.close()]);
      await dropDatabase(address);
    }
    await way.close();
    expect(found).toEqual(new Set(['happened', 'not at all']));
  },
);
