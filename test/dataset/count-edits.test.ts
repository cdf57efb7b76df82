import { expect, test } from 'vitest';
import { countEdits } from '../../src/dataset/count-edits.ts';
import { sequence } from '../../src/random.ts';

/** By the definition: the best of all ways to treat the last letters. */
function naive(from: string, to: string): number {
  if (from === '' || to === '') return from.length + to.length;
  const [a, b] = [from.slice(0, -1), to.slice(0, -1)];
  const ways = [naive(a, to) + 1, naive(from, b) + 1, naive(a, b) + Number(from.at(-1) !== to.at(-1))];
  if (from.length > 1 && to.length > 1 && from.at(-1) === to.at(-2) && from.at(-2) === to.at(-1)) {
    ways.push(naive(from.slice(0, -2), to.slice(0, -2)) + 1);
  }
  return Math.min(...ways);
}

test('the fewest changes are what trying all ways finds, for texts of few letters', () => {
  const random = sequence(1, 'edits');
  const word = (): string =>
    Array.from({ length: Math.floor(random() * 7) }, () => 'abc'[Math.floor(random() * 3)]).join('');
  for (let round = 0; round < 300; round++) {
    const [from, to] = [word(), word()];
    expect({ from, to, edits: countEdits(from, to) }).toEqual({ from, to, edits: naive(from, to) });
  }
});

test('with a limit it is the same up to that, and more above it', () => {
  const random = sequence(2, 'edits');
  const word = (): string =>
    Array.from({ length: Math.floor(random() * 7) }, () => 'abc'[Math.floor(random() * 3)]).join('');
  for (let round = 0; round < 600; round++) {
    const [from, to, limit] = [word(), word(), round % 4];
    const [limited, whole] = [countEdits(from, to, limit), countEdits(from, to)];
    if (whole <= limit) expect({ from, to, limit, edits: limited }).toEqual({ from, to, limit, edits: whole });
    else expect(limited, `${from} ${to} ${limit}`).toBeGreaterThan(limit);
  }
});

test.each([
  ['alein', 'alien', 1],
  ['matrx', 'matrix', 1],
  ['', 'up', 2],
  ['kitten', 'sitting', 3],
])('from “%s” to “%s” it takes %i', (from, to, edits) => {
  expect(countEdits(from, to)).toBe(edits);
  expect(countEdits(to, from)).toBe(edits);
});
