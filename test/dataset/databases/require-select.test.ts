import { expect, test } from 'vitest';
import { requireSelect } from '../../../src/dataset/databases/require-select.ts';

test.each([
  ['SELECT 1'],
  ['  select uid AS user FROM votes WHERE note = "a;b"'],
  ["SELECT 'it''s; \\'so\\'' AS user"],
  ['SELECT `a;b` FROM t'],
  ['(SELECT 1) UNION (SELECT 2)'],
  ['WITH v AS (SELECT 1) SELECT * FROM v'],
  ['/* one; */ SELECT 1 -- two;\n+ 1'],
])('%s is one SELECT', (query) => {
  expect(requireSelect(query)).toBe(query);
});

test('a semicolon at the end, and what is said after it, is left out', () => {
  expect(requireSelect('SELECT 1 ; \n')).toBe('SELECT 1');
  expect(requireSelect('SELECT 1; -- done;')).toBe('SELECT 1');
});

test.each([
  ['DELETE FROM votes', 'is not a SELECT'],
  ['', 'is not a SELECT'],
  ['-- SELECT\nDROP TABLE votes', 'is not a SELECT'],
  ['SELECTED', 'is not a SELECT'],
  ['SELECT 1; DROP TABLE votes', 'is more than one statement'],
  ["SELECT '1'; SELECT 2;", 'is more than one statement'],
])('%s %s', (query, what) => {
  expect(() => requireSelect(query)).toThrow(`the query ${what}.`);
});
