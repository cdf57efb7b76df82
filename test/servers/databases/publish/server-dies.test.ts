import { expect, test } from 'vitest';
import { createContext } from '../../../../src/context.ts';
import type { Edition, PublishedList } from '../../../../src/publishing/edition.ts';
import { publishEdition } from '../../../../src/publishing/publish-edition.ts';
import { openSink } from '../../../../src/publishing/registry.ts';
import { startFerretdb } from '../../../fixtures/servers/ferretdb.ts';
import { startMariadb } from '../../../fixtures/servers/mariadb.ts';
import { kinds } from './readers.ts';

const context = createContext();
const people = Array.from({ length: 2000 }, (_, user) => `u${user}`);
const edition = (key: string, rows: () => AsyncIterable<PublishedList>): Edition => ({
  ...{ dataset: 'set', model: 'any', key, people, films: [{ id: 'a' }, { id: 'b' }] },
  parts: [{ name: 'lists', total: people.length, rows }],
});

/** Everyone's list, with something in the middle of it. */
async function* lists(score: number, between?: () => Promise<void>): AsyncGenerator<PublishedList> {
  for (const of of people.keys()) {
    if (of === 1800) await between?.();
    yield { of, items: Int32Array.of(0, 1), scores: Float32Array.of(score, score) };
  }
}

const servers = { MySQL: startMariadb, MongoDB: startFerretdb };

test.each(kinds)(
  '$name: a server that dies under a publisher has the old version when it is back, and the next run goes well',
  async ({ name, read }) => {
    const server = await servers[name as keyof typeof servers]();
    try {
      const to = await server.freshDatabase();
      const sink = await openSink(to, 'movierec_');
      await publishEdition(
        sink,
        edition('1', () => lists(1)),
        { keep: 1 },
        context,
      );
      const dying = edition('2', () => lists(2, server.kill));
      await expect(publishEdition(sink, dying, { keep: 1, lease: 2 }, context)).rejects.toMatchObject({
        code: expect.stringMatching(/^(CONNECTION_LOST|UNREACHABLE)$/) as unknown,
      });
      await sink.close();
      await server.restart();

      const reader = await read(to);
      expect(await reader.list('u1999')).toEqual({
        version: 1,
        items: [
          { movie: 'a', score: 1 },
          { movie: 'b', score: 1 },
        ],
      });
      const next = await openSink(to, 'movierec_');
      const { version, removed } = await publishEdition(
        next,
        edition('2', () => lists(2)),
        { keep: 1 },
        context,
      );
      expect(removed).toEqual([2, 1]);
      expect(await reader.traces()).toEqual([version]);
      expect((await reader.list('u0')).items[0].score).toBe(2);
      await Promise.all([reader.close(), next.close()]);
    } finally {
      await server.stop();
    }
  },
);
