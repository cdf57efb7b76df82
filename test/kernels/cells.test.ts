import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import type { Call } from '../../src/kernels/call.ts';
import { parallel } from '../../src/kernels/parallel.ts';
import { cells } from '../../src/kernels/reference/cells.ts';
import { uniform } from '../../src/random.ts';

test.each([
  [1, 1, 1],
  [7, 5, 3],
  [40, 30, 16],
  [3, 200, 200],
])('%i rows and %i columns in %i blocks are sorted as by filtering, on any threads', async (rows, columns, blocks) => {
  const random = uniform(rows, 'cells');
  const entries = Array.from({ length: rows }, (_, row) =>
    row % 5 === 3 ? [] : [...Array(columns).keys()].filter((column) => random(row * columns + column) < 0.4),
  );
  const arena = new Arena();
  const starts = arena.place(
    Uint32Array.from([0, ...entries.map((_, row) => entries.slice(0, row + 1).flat().length)]),
  );
  const indexes = arena.place(Int32Array.from(entries.flat()));
  const blockOf = arena.place(Uint8Array.from({ length: columns }, (_, column) => random(-1 - column) * blocks));
  const cut = [0, Math.floor(rows / 2), rows];
  for (const threads of [1, 2]) {
    const cellStarts = arena.int32(2 * blocks);
    const [ofRows, ofColumns] = [arena.int32(indexes.length), arena.int32(indexes.length)];
    const tasks = [0, 1].map((part): Call<'cells'> => {
      const from = [cut[part], cut[part + 1], starts.byteOffset, indexes.byteOffset, blockOf.byteOffset] as const;
      return [...from, blocks, cellStarts.byteOffset + 4 * part * blocks, ofRows.byteOffset, ofColumns.byteOffset];
    });
    await parallel(arena, { kernel: 'cells', tasks, scratch: 4 * blocks }, createContext({ threads }));
    const expected = [0, 1].flatMap((part) => {
      const own = entries.slice(cut[part], cut[part + 1]);
      const pairs = own.flatMap((some, at) => some.map((column) => [cut[part] + at, column] as const));
      return cells(pairs, blockOf, blocks);
    });
    expect([...ofRows].map((row, at) => [row, ofColumns[at]])).toEqual(expected.flat());
    const sizes = expected.map((cell) => cell.length);
    expect([...cellStarts]).toEqual(sizes.map((_, at) => sizes.slice(0, at).reduce((a, b) => a + b, 0)));
  }
});
