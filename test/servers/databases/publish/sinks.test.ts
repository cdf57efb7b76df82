import { setTimeout as sleep } from 'node:timers/promises';
import { inject, describe, expect, test } from 'vitest';
import { createContext } from '../../../../src/context.ts';
import type { Edition, PublishedList } from '../../../../src/publishing/edition.ts';
import { publishEdition } from '../../../../src/publishing/publish-edition.ts';
import { openSink } from '../../../../src/publishing/registry.ts';
import { rollBack } from '../../../../src/publishing/roll-back.ts';
import { freshDatabase, run } from '../../../fixtures/servers/mariadb.ts';
import { kinds } from './readers.ts';

const context = createContext();

/** Ids that differ in no more than what some servers overlook, and some that no key of an index can hold. */
const hostile = [
  ...['a', 'a ', 'A', 'á', 'a\u0301', ' a', 'a\t', 'ß', 'ss', "O'Neill", '"', '\\', "\\'", '%', '_', '$a.b', '${a}'],
  ...[
    '0',
    '00',
    '1e3',
    'true',
    'null',
    '🎬',
    '日本',
    '\u200b',
    'x'.repeat(5000),
    `${'x'.repeat(5000)}y`,
    'é'.repeat(9000),
  ],
];

/** Lists of a film or two for everyone, of which the nth person's begins with the film of that number. */
function editionOf(names: readonly string[], key: string, rows: () => AsyncIterable<PublishedList>): Edition {
  return {
    ...{ dataset: 'set', model: 'any', key, people: names },
    films: names.map((id) => ({ id, title: id, year: null, genres: [id] })),
    parts: [{ name: 'lists', total: names.length, rows }],
  };
}

async function* listsOf(count: number): AsyncGenerator<PublishedList> {
  for (let of = 0; of < count; of++) {
    await Promise.resolve();
    yield { of, items: Int32Array.of(of, (of + 1) % count), scores: Float32Array.of(0.1, -1e-20) };
  }
}

describe.each(kinds)('a sink of $name', ({ fresh, read }) => {
  test('keeps apart and gives back ids of any signs and length, and scores to the bit', async () => {
    const to = await fresh();
    const sink = await openSink(to, 'movierec_');
    await publishEdition(
      sink,
      editionOf(hostile, 'k', () => listsOf(hostile.length)),
      { keep: 1 },
      context,
    );
    await sink.close();
    const reader = await read(to);
    for (const [at, id] of hostile.entries()) {
      const next = hostile[(at + 1) % hostile.length];
      expect((await reader.list(id)).items).toEqual([
        { movie: id, score: Math.fround(0.1) },
        { movie: next, score: Math.fround(-1e-20) },
      ]);
    }
    expect((await reader.films()).map(({ genres }) => genres[0]).sort()).toEqual([...hostile].sort());
    await reader.close();
  });

  test('what fails on the way, or is called off, is removed, and readers see what they saw', async () => {
    const to = await fresh();
    const sink = await openSink(to, 'movierec_');
    const reader = await read(to);
    const names = ['a', 'b', 'c'];
    const first = await publishEdition(
      sink,
      editionOf(names, '1', () => listsOf(3)),
      { keep: 2 },
      context,
    );
    const failing = async function* (): AsyncGenerator<PublishedList> {
      yield* listsOf(3);
      throw new Error('no more');
    };
    await expect(publishEdition(sink, editionOf(names, '2', failing), { keep: 2 }, context)).rejects.toThrow('no more');
    const stop = new AbortController();
    const stopping = async function* (): AsyncGenerator<PublishedList> {
      yield* listsOf(3);
      stop.abort(new Error('called off'));
    };
    await expect(
      publishEdition(sink, editionOf(names, '3', stopping), { keep: 2 }, createContext({ signal: stop.signal })),
    ).rejects.toThrow('called off');
    expect(await reader.traces()).toEqual([first.version]);
    expect((await reader.list('b')).items[0]).toEqual({ movie: 'b', score: Math.fround(0.1) });
    await Promise.all([sink.close(), reader.close()]);
  });

  test('one that was silent for too long cannot switch: the other’s version stays in force', async () => {
    const to = await fresh();
    const [slow, quick] = await Promise.all([openSink(to, 'movierec_'), openSink(to, 'movierec_')]);
    const names = ['a', 'b', 'c'];
    let overtaken: { version: number } | undefined;
    const sleeping = async function* (): AsyncGenerator<PublishedList> {
      yield* listsOf(3);
      // The slow one's hold runs out while this waits for it.
      overtaken = await publishEdition(
        quick,
        editionOf(names, 'quick', () => listsOf(3)),
        { keep: 1, lease: 1 },
        context,
      );
    };
    await expect(
      publishEdition(slow, editionOf(names, 'slow', sleeping), { keep: 1, lease: 1 }, context),
    ).rejects.toMatchObject({ code: 'BUSY' });
    const reader = await read(to);
    expect((await reader.list('a')).version).toBe(overtaken!.version);
    expect(await reader.traces()).toEqual([overtaken!.version]);
    await Promise.all([slow.close(), quick.close(), reader.close()]);
  });

  test('of many who ask at once for a data set one has it, and all others are told who', async () => {
    const to = await fresh();
    const sinks = await Promise.all(Array.from({ length: 6 }, () => openSink(to, 'movierec_')));
    await Promise.all(sinks.map((sink) => sink.prepare()));
    for (let round = 0; round < 30; round++) {
      const holds = await Promise.all(sinks.map((sink, at) => sink.hold('set', `${round}.${at}`, 30)));
      const [{ holder }] = holds;
      expect(holder).toMatch(new RegExp(`^${round}\\.`));
      expect(holds.map((hold) => hold.holder)).toEqual(sinks.map(() => holder));
      const has = await Promise.all(sinks.map((sink, at) => sink.renew('set', `${round}.${at}`, 30)));
      expect(has).toEqual(sinks.map((_, at) => holder === `${round}.${at}`));
      await sinks[0].release('set', holder);
    }
    await Promise.all(sinks.map((sink) => sink.close()));
  });

  test('versions of several data sets that are begun at once have numbers of their own', async () => {
    const to = await fresh();
    const sinks = await Promise.all(Array.from({ length: 6 }, () => openSink(to, 'movierec_')));
    await Promise.all(sinks.map((sink) => sink.prepare()));
    const given = new Set<number>();
    for (let round = 1; round <= 20; round++) {
      const begun = await Promise.all(
        sinks.map((sink, at) =>
          sink.begin({ ...editionOf(['a'], 'k', () => listsOf(1)), dataset: `set ${at}` }, () => Promise.resolve()),
        ),
      );
      for (const number of begun) given.add(number);
      expect(given.size).toBe(round * sinks.length);
      // A number is not given again when its version is gone.
      await Promise.all(begun.map((number, at) => sinks[at].remove(number, () => Promise.resolve())));
    }
    await Promise.all(sinks.map((sink) => sink.close()));
  });

  test('whoever lost the data set cannot switch, and its version does not count as published', async () => {
    const to = await fresh();
    const [slow, quick] = await Promise.all([openSink(to, 'movierec_'), openSink(to, 'movierec_')]);
    const edition = editionOf(['a'], 'k', () => listsOf(1));
    const { version: first } = await publishEdition(quick, edition, { keep: 2 }, context);
    expect(await slow.hold('set', 'slow', 0.2)).toMatchObject({ holder: 'slow' });
    const version = await slow.begin({ ...edition, key: 'slow' }, () => Promise.resolve());
    await slow.finish(version, {});
    await sleep(400);
    expect(await quick.hold('set', 'quick', 30)).toMatchObject({ holder: 'quick' });
    expect(await slow.switchTo('set', version, 'slow', 17)).toBe(false);
    expect(await slow.renew('set', 'slow', 30)).toBe(false);
    const { current, versions } = await quick.state('set');
    expect(current).toBe(first);
    expect(versions.find(({ number }) => number === version)).toMatchObject({ complete: true, published: null });
    // Nor can it give up what is another's.
    await slow.release('set', 'slow');
    expect(await slow.hold('set', 'slow', 30)).toMatchObject({ holder: 'quick' });
    await Promise.all([slow.close(), quick.close()]);
  });

  test('what was gone back from goes with the next publishing, and what is in force then can be gone back to', async () => {
    const to = await fresh();
    const sink = await openSink(to, 'movierec_');
    const send = (key: string) =>
      publishEdition(
        sink,
        editionOf(['a'], key, () => listsOf(1)),
        { keep: 3 },
        context,
      );
    for (const key of ['good', 'bad']) await send(key);
    expect(await rollBack(sink, 'set', context)).toMatchObject({ version: { number: 1 }, before: { number: 2 } });
    expect(await send('better')).toMatchObject({ version: 3, kept: [3, 1], removed: [2] });
    expect(await rollBack(sink, 'set', context)).toMatchObject({ version: { number: 1 }, before: { number: 3 } });
    // Published once more it is wanted again.
    expect(await send('better')).toMatchObject({ version: 3, fresh: true, kept: [3, 1], removed: [] });
    await sink.close();
  });

  test('several data sets and prefixes stand in one database and do not touch each other', async () => {
    const to = await fresh();
    const [one, other] = await Promise.all([openSink(to, 'movierec_'), openSink(to, 'other_')]);
    const edition = editionOf(['a', 'b'], 'k', () => listsOf(2));
    const first = await publishEdition(one, edition, { keep: 1 }, context);
    const second = await publishEdition(one, { ...edition, dataset: 'second' }, { keep: 1 }, context);
    await publishEdition(other, edition, { keep: 1 }, context);
    expect(await one.state('set')).toMatchObject({ current: first.version, versions: [{ complete: true }] });
    expect(await one.state('second')).toMatchObject({ current: second.version, versions: [{ complete: true }] });
    expect(second.version).not.toBe(first.version);
    await Promise.all([one.close(), other.close()]);
  });
});

describe('MySQL', () => {
  test('without the right to make tables it is said which rights it takes', async () => {
    const server = inject('databases').mysql;
    const to = new URL(await freshDatabase(server));
    const name = to.pathname.slice(1);
    const user = `poor_${name.slice(-8)}`;
    await run(server, `CREATE USER '${user}'@'%' IDENTIFIED BY 'poor'`);
    await run(server, `GRANT SELECT ON ${name}.* TO '${user}'@'%'`);
    [to.username, to.password] = [user, 'poor'];
    const sink = await openSink(to.href, 'movierec_');
    await expect(sink.prepare()).rejects.toMatchObject({
      code: 'NO_ACCESS',
      hint: expect.stringMatching(/GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, CREATE VIEW ON/) as unknown,
    });
    await run(server, `GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, CREATE VIEW ON ${name}.* TO '${user}'@'%'`);
    await sink.close();
    const richer = await openSink(to.href, 'movierec_');
    const edition = editionOf(['a', 'b'], 'k', () => listsOf(2));
    expect(await publishEdition(richer, edition, { keep: 1 }, context)).toMatchObject({ version: 1, fresh: false });
    await richer.close();
  });
});
