import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import { gramOf, orthonormalize } from '../../src/kernels/orthonormalize.ts';
import { fillNormal } from '../../src/random.ts';

const context = createContext({ threads: 1 });

test('columns become orthonormal within 1e-5, and a hundred calls leave nothing behind in the arena', async () => {
  const arena = new Arena();
  const matrix = { rows: arena.float32(300 * 60), width: 60, size: 60 };
  const spare = arena.float32(matrix.rows.length);
  fillNormal(matrix.rows, 1, 'columns');
  await orthonormalize(matrix, spare, context);
  const { bytes } = arena;
  for (let call = 0; call < 100; call++) await orthonormalize(matrix, spare, context);
  expect(arena.bytes).toBe(bytes);
  for (const [row, products] of (await gramOf(matrix, context)).entries()) {
    for (const [column, product] of products.entries()) {
      expect(Math.abs(product - Number(row === column))).toBeLessThan(1e-5);
    }
  }
});
