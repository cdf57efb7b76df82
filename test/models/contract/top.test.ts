import { expect, test } from 'vitest';
import { top } from '../../../src/models/contract/top.ts';
import { sequence } from '../../../src/random.ts';

// Few distinct scores, so that the cut falls among equals nearly always; the oracle is a stable sort of everything.
test('the best k are the head of a stable sort, whatever the ties, the gaps and k', () => {
  const random = sequence(3, 'top');
  const kinds = [NaN, -Infinity, -1, -0, 0, 1, 2, Infinity];
  for (let round = 0; round < 500; round++) {
    const size = Math.floor(random() * 40);
    const scores = Float32Array.from({ length: size }, () => kinds[Math.floor(random() * kinds.length)]);
    const out = Uint8Array.from({ length: size }, () => Number(random() < 0.2));
    const k = Math.floor(random() * 45);
    const sorted = [...scores.keys()]
      .filter((item) => !out[item] && !Number.isNaN(scores[item]))
      .sort((a, b) => (scores[a] === scores[b] ? a - b : scores[b] - scores[a]));
    expect(top(scores, k, out)).toEqual(sorted.slice(0, k));
  }
});

test('an absurd k gives what there is, and takes no longer', () => {
  const scores = Float32Array.from({ length: 1000 }, (_, item) => (item * 7919) % 1000);
  const out = new Uint8Array(1000);
  expect(top(scores, 1e9, out)).toHaveLength(1000);
  expect(top(scores, 0, out)).toEqual([]);
  expect(top(new Float32Array(), 10, new Uint8Array())).toEqual([]);
});
