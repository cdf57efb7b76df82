import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';

test.each([0, 0.25, -3])('times %f: every number of the range, and no other', (factor) => {
  const arena = new Arena();
  const source = arena.place(Float32Array.from({ length: 24 }, (_, at) => at - 9));
  const target = arena.float32(24).fill(7);
  arena.kernels.scaled(4, 20, source.byteOffset, factor, target.byteOffset);
  target.forEach((value, at) => expect(value + 0).toBe(at >= 4 && at < 20 ? source[at] * factor + 0 : 7));
});
