/** The ratings that movierec and its peers are timed on: generated, like MovieLens 1M, a tenth held out. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(new URL('../../node_modules/.cache/movierec/bench/', import.meta.url));

/**
 * Generates the set once and keeps it as two files of triplets (peers/triplets.py).
 * @param {{ like?: string, ratings?: number }} [size]
 */
export async function benchData(size = { like: 'ml-1m' }) {
  const folder = join(cache, size.like ?? `ratings-${size.ratings}`);
  const files = { train: join(folder, 'train.bin'), test: join(folder, 'test.bin') };
  if (existsSync(files.test)) return files;
  const { createContext } = await import('../../dist/context.js');
  const { generate } = await import('../../dist/stages/generate.js');
  const { uniform } = await import('../../dist/random.js');
  mkdirSync(folder, { recursive: true });
  const raw = join(folder, 'raw');
  await generate({ folder: raw, ...size }, createContext());
  const all = parse(readFileSync(join(raw, 'ratings.csv')));
  const random = uniform(42, 'bench.split');
  const heldOut = Uint8Array.from(all.user, (_, at) => Number(random(at) < 0.1));
  writeFileSync(
    files.train,
    encode(all, (at) => !heldOut[at]),
  );
  writeFileSync(
    files.test,
    encode(all, (at) => heldOut[at]),
  );
  rmSync(raw, { recursive: true });
  return files;
}

/** A file of triplets as ratings of the library. */
export async function readTriplets(path) {
  const { Ids } = await import('../../dist/dataset/ids.js');
  const { Ratings } = await import('../../dist/dataset/ratings.js');
  const bytes = readFileSync(path);
  const [users, items, count] = new Int32Array(bytes.buffer, bytes.byteOffset, 3);
  const column = (Type, at) => new Type(bytes.buffer, bytes.byteOffset + 12 + 4 * at * count, count);
  const names = (length) => new Ids(Array.from({ length }, (_, index) => String(index)));
  return new Ratings(
    names(users),
    names(items),
    { user: column(Int32Array, 0), item: column(Int32Array, 1), value: column(Float32Array, 2) },
    { scale: { min: 1, max: 5 }, feedback: 'explicit', relevant: 4 },
  );
}

/** The columns of a generated ratings.csv, people and films numbered in the order of their first rating. */
function parse(bytes) {
  const rows = bytes.reduce((count, byte) => count + Number(byte === 10), 0) - 1;
  const [user, item, value] = [new Int32Array(rows), new Int32Array(rows), new Float32Array(rows)];
  const [users, items] = [new Map(), new Map()];
  const index = (known, id) => known.get(id) ?? (known.set(id, known.size), known.size - 1);
  let from = bytes.indexOf(10) + 1;
  for (let row = 0; row < rows; row++) {
    const to = bytes.indexOf(10, from);
    const [someone, film, rating] = bytes.toString('latin1', from, to).split(',');
    user[row] = index(users, someone);
    item[row] = index(items, film);
    value[row] = Number(rating);
    from = to + 1;
  }
  return { user, item, value, users: users.size, items: items.size };
}

function encode({ user, item, value, users, items }, keep) {
  const kept = [...user.keys()].filter(keep);
  const head = Int32Array.of(users, items, kept.length);
  const columns = [
    Int32Array.from(kept, (at) => user[at]),
    Int32Array.from(kept, (at) => item[at]),
    Float32Array.from(kept, (at) => value[at]),
  ];
  return Buffer.concat([head, ...columns].map((array) => new Uint8Array(array.buffer)));
}
