import { expect, test } from 'vitest';
import { fileName } from '../../../src/dataset/downloads/file-name.ts';

test.each([
  ['https://host/a/ml-1m.zip?key=1', null, 'ml-1m.zip'],
  ['https://host/', null, 'download'],
  ['https://host', null, 'download'],
  ['https://host/my%20ratings.csv', null, 'my ratings.csv'],
  ['https://host/%ff.csv', null, '%ff.csv'],
  ['https://host/..%2f..%2fetc%2fpasswd', null, 'passwd'],
  ['https://host/.bashrc', null, 'bashrc'],
  ['https://host/a%00b%3Ac.csv', null, 'a_b_c.csv'],
  ['https://host/get', 'attachment; filename=ratings.csv', 'ratings.csv'],
  ['https://host/get', 'attachment; filename="my ratings.csv"; size=7', 'my ratings.csv'],
  ['https://host/get', `attachment; filename="x.csv"; filename*=UTF-8''%E6%98%A0%E7%94%BB.csv`, '映画.csv'],
  ['https://host/get', 'attachment; filename="C:\\\\temp\\\\x.csv"', 'x.csv'],
  ['https://host/set.zip', 'inline', 'set.zip'],
  ['https://host/set.zip', 'attachment; filename=".."', 'set.zip'],
])('%s with %j is kept as %j', (url, disposition, name) => {
  expect(fileName(new URL(url), disposition)).toBe(name);
});

test('a name that is too long for a disk keeps its end, where the extension is', () => {
  const name = fileName(new URL(`https://host/${'é'.repeat(500)}.csv.gz`));
  expect(Buffer.byteLength(name)).toBeLessThan(200);
  expect(name).toMatch(/é\.csv\.gz$/);
});
