import { inject } from 'vitest';
import { openMongodb } from '../../../../src/connections/mongodb.ts';
import { openMysql } from '../../../../src/connections/mysql.ts';
import { freshDatabase as freshMongodb } from '../../../fixtures/servers/ferretdb.ts';
import { freshDatabase as freshMysql, run } from '../../../fixtures/servers/mariadb.ts';

export interface Entry {
  readonly movie: string;
  readonly score: number;
  readonly fallback?: string;
}

/** What a program of somebody else's does with what is published, as docs/publish.md tells it to. */
export interface Reader {
  readonly list: (user: string) => Promise<{ version: number; items: Entry[] }>;
  readonly similar: (movie: string) => Promise<Entry[]>;
  readonly films: () => Promise<{ movie: string; title: string; year: number | null; genres: string[] }[]>;
  readonly userFactors: (user: string) => Promise<number[]>;
  readonly filmFactors: (movie: string) => Promise<number[]>;
  /** The versions that anything is left of, whether readers can see it or not. */
  readonly traces: () => Promise<number[]>;
  /** Whether a version is being written. */
  readonly isBegun: () => Promise<boolean>;
  /** As if a later program had been here. */
  readonly age: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Kind {
  readonly name: string;
  readonly fresh: () => Promise<string>;
  readonly read: (address: string) => Promise<Reader>;
}

const dataset = 'set';

export const kinds: readonly Kind[] = [
  { name: 'MySQL', fresh: () => freshMysql(inject('databases').mysql), read: readMysql },
  { name: 'MongoDB', fresh: () => Promise.resolve(freshMongodb(inject('databases').mongodb)), read: readMongodb },
];

async function readMysql(address: string): Promise<Reader> {
  const { pool } = await openMysql(address);
  const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    (await pool.query(sql, values))[0] as T[];
  const factors = async (table: string, column: string, id: string): Promise<number[]> => {
    const [row] = await rows<{ factors: Buffer }>(
      `SELECT factors FROM movierec_${table}_current WHERE dataset = ? AND ${column} = ?`,
      [dataset, id],
    );
    return Array.from({ length: row.factors.length / 4 }, (_, at) => row.factors.readFloatLE(4 * at));
  };
  return {
    async list(user) {
      const found = await rows<Entry & { version: number; fallback: string | null }>(
        'SELECT version, movie, score, fallback FROM movierec_lists_current WHERE dataset = ? AND user = ? ORDER BY place',
        [dataset, user],
      );
      const items = found.map(({ movie, score, fallback }) => ({ movie, score, ...(fallback && { fallback }) }));
      return { version: found[0]?.version, items };
    },
    similar: (movie) =>
      rows(
        'SELECT other AS movie, score FROM movierec_similar_current WHERE dataset = ? AND movie = ? ORDER BY place',
        [dataset, movie],
      ),
    async films() {
      const found = await rows<{ movie: string; title: string; year: number | null; genres: string }>(
        'SELECT movie, title, year, genres FROM movierec_films_current WHERE dataset = ?',
        [dataset],
      );
      return found.map((film) => ({ ...film, genres: JSON.parse(film.genres) as string[] }));
    },
    userFactors: (user) => factors('user_factors', 'user', user),
    filmFactors: (movie) => factors('film_factors', 'movie', movie),
    async traces() {
      const tables = ['versions', 'lists', 'similar', 'user_factors', 'film_factors', 'users', 'films'];
      const all = await Promise.all(
        tables.map((table) => rows<{ version: number }>(`SELECT DISTINCT version FROM movierec_${table}`)),
      );
      return [...new Set(all.flat().map(({ version }) => version))].sort((a, b) => a - b);
    },
    async isBegun() {
      const found = await rows('SELECT 1 FROM movierec_versions WHERE NOT complete').catch(() => []);
      return found.length > 0;
    },
    age: async () => void (await run(address, 'UPDATE movierec_schema SET version = 99')),
    close: () => pool.end(),
  };
}

async function readMongodb(address: string): Promise<Reader> {
  const { client, database } = await openMongodb(address);
  type Document = Record<string, unknown> & { _id: string };
  const collections = async (): Promise<{ version: number; collections: Record<string, string> }> =>
    (await database.collection<never>('movierec_current').findOne({ _id: dataset } as never))!;
  /** Between the two reads another version may have come in force, and this one gone. */
  const one = async (part: string, id: string): Promise<{ version: number; found: Document | null }> => {
    for (;;) {
      const { version, collections: names } = await collections();
      const found = await database.collection<Document>(names[part]).findOne({ _id: id });
      if (found || (await collections()).version === version) return { version, found };
    }
  };
  const entries = (found: Document | null): Entry[] => {
    const {
      movies = [],
      scores = [],
      own = Infinity,
      fallback,
    } = (found ?? {}) as {
      movies?: string[];
      scores?: number[];
      own?: number;
      fallback?: string;
    };
    return movies.map((movie, at) => ({ movie, score: scores[at], ...(at >= own && { fallback }) }));
  };
  return {
    async list(user) {
      const { version, found } = await one('lists', user);
      return { version, items: entries(found) };
    },
    similar: async (movie) => entries((await one('similar', movie)).found),
    async films() {
      const name = (await collections()).collections['films'];
      const found = await database.collection<Document>(name).find().toArray();
      return found.map(({ _id, title, year, genres }) => {
        return { movie: _id, title: title as string, year: year as number | null, genres: genres as string[] };
      });
    },
    userFactors: async (user) => (await one('userFactors', user)).found!['factors'] as number[],
    filmFactors: async (movie) => (await one('filmFactors', movie)).found!['factors'] as number[],
    async traces() {
      const names = (await database.listCollections().toArray()).map(({ name }) => name);
      const versions = await database.collection<{ _id: number }>('movierec_versions').find().toArray();
      const found = names.flatMap((name) => /^movierec_(\d+)_/.exec(name)?.[1] ?? []).map(Number);
      return [...new Set([...found, ...versions.map(({ _id }) => _id)])].sort((a, b) => a - b);
    },
    isBegun: async () => (await database.collection('movierec_versions').findOne({ complete: false })) !== null,
    age: async () => void (await database.collection('movierec_schema').updateOne({}, { $set: { version: 99 } })),
    close: () => client.close(),
  };
}
