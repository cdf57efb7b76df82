import { expect, test } from 'vitest';
import { fuseRanks } from '../../../src/models/reranking/fuse-ranks.ts';

test('what is high in both lists comes before what is first in one', () => {
  // 1/62 + 1/62 > 1/61 + 0
  expect(
    fuseRanks([
      [1, 2, 3],
      [4, 2, 5],
    ]),
  ).toEqual([2, 1, 4, 3, 5]);
});

test('one list stays as it is, none gives none', () => {
  expect(fuseRanks([[7, 3, 5]])).toEqual([7, 3, 5]);
  expect(fuseRanks([[], [2]])).toEqual([2]);
  expect(fuseRanks([])).toEqual([]);
});
