import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { orderByLikeness as expected } from '../../src/kernels/reference/order-by-likeness.ts';
import { sequence } from '../../src/random.ts';

/** Some of them 0, many of them equal, and of every size that a float32 can have. */
function similaritiesOf(count: number, among: number): number[] {
  const random = sequence(count, `order ${among}`);
  return Array.from({ length: count }, () => {
    const drawn = random();
    return drawn < 0.2 ? 0 : Math.fround(Math.ceil(drawn * among) / among) * 2 ** -Math.floor(random() * 40);
  });
}

test.each([0, 1, 2, 3, 17, 1000, 2049, 5000])('%i rows come in the order of a stable sort, whatever ties', (count) => {
  const arena = new Arena();
  for (const among of [1, 5, 1e6]) {
    const similarities = arena.place(Float32Array.from(similaritiesOf(count, among)));
    const order = arena.int32(count + 1).fill(-7);
    const scratch = arena.uint8(4 * count + 8192);
    arena.kernels.orderByLikeness(similarities.byteOffset, count, order.byteOffset, scratch.byteOffset);
    const sorted = expected(similarities);
    expect([...order.subarray(0, sorted.length + 1)]).toEqual([...sorted, -1]);
  }
});
