import { expect, test } from 'vitest';
import { stores } from '../../src/store/registry.ts';
import { emptyPlaces, storesToTry } from '../fixtures/stores.ts';
import { describeStore } from './describe-store.ts';

test('the registry has no scheme twice, and shows an address of each', () => {
  const schemes = stores.map(({ scheme }) => scheme);
  expect(new Set(schemes).size).toBe(schemes.length);
  for (const { scheme, example } of stores) expect(example.startsWith(`${scheme}:`)).toBe(true);
});

test('every kind is tried either here or in test/servers/databases', () => {
  const schemes = stores.map(({ scheme }) => scheme);
  expect(Object.keys(emptyPlaces).sort()).toEqual([...schemes].sort());
  const tried = [...storesToTry({ server: false }), ...storesToTry({ server: true })].map(({ kind }) => kind.scheme);
  expect(tried.sort()).toEqual(schemes.sort());
});

for (const { kind, emptyPlace } of storesToTry({ server: false })) describeStore(kind, emptyPlace);
