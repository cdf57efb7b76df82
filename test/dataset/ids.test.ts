import { expect, test } from 'vitest';
import { Ids } from '../../src/dataset/ids.ts';

test('ids of any kind have the index of their place, and unknown ones -1', () => {
  const names = ['42', 'a,b', '🎬', '', '__proto__', 'toString', '042'];
  const ids = new Ids(names);
  expect(ids.size).toBe(names.length);
  for (const [index, name] of names.entries()) expect(ids.indexOf(name)).toBe(index);
  for (const unknown of ['43', 'constructor', ' 42']) expect(ids.indexOf(unknown)).toBe(-1);
  expect(new Ids([]).indexOf('')).toBe(-1);
});
