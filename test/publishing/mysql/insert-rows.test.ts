import { expect, test } from 'vitest';
import { insertRows, sqlBytes, sqlText } from '../../../src/publishing/mysql/insert-rows.ts';

test('all rows are in statements of a quarter of what the server takes, in their order, a longer one by itself', () => {
  const rows = ['1,1', '2,2', `3,'${'x'.repeat(200)}'`, '4,4', '5,5'];
  const statements = [...insertRows('t', rows, 80)];
  const start = 'INSERT INTO t VALUES ';
  expect(statements).toEqual([`${start}(1,1),(2,2)`, `${start}(${rows[2]})`, `${start}(4,4),(5,5)`]);
  expect([...insertRows('t', [], 80)]).toEqual([]);
  expect([...insertRows('t', rows, 16e6)]).toHaveLength(1);
});

test('texts are quoted, backslashes too, and nothing is NULL', () => {
  expect([`O'Neill`, 'a\\', '', null, undefined].map(sqlText)).toEqual([`'O''Neill'`, `'a\\\\'`, `''`, 'NULL', 'NULL']);
});

test('numbers are their four bytes, the lowest first', () => {
  expect(sqlBytes(Float32Array.of(1, -2).subarray(1))).toBe("X'000000c0'");
});
