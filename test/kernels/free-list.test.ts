import { expect, test } from 'vitest';
import { FreeList } from '../../src/kernels/free-list.ts';
import { sequence } from '../../src/random.ts';

test('spans start at multiples of 64 and never overlap, whatever is taken and given back', () => {
  const list = new FreeList();
  const end = 1 << 20;
  list.add(4096, end);
  const random = sequence(1, 'spans');
  const taken: { start: number; bytes: number }[] = [];
  for (let step = 0; step < 2000; step++) {
    if (random() < 0.55) {
      const bytes = Math.floor(random() ** 3 * 60_000);
      const start = list.take(bytes);
      if (start === undefined) continue;
      expect(start % 64).toBe(0);
      expect(start).toBeGreaterThanOrEqual(4096);
      expect(start + bytes).toBeLessThanOrEqual(end);
      for (const other of taken) {
        expect(start + Math.max(1, bytes) <= other.start || other.start + Math.max(1, other.bytes) <= start).toBe(true);
      }
      taken.push({ start, bytes });
    } else if (taken.length > 0) {
      const [{ start }] = taken.splice(Math.floor(random() * taken.length), 1);
      list.giveBack(start);
    }
  }
  for (const { start } of taken) list.giveBack(start);
  // All that was given back has grown together again.
  expect(list.take(end - 4096)).toBe(4096);
});

test('what does not fit is refused, and what was not taken cannot be given back', () => {
  const list = new FreeList();
  list.add(0, 640);
  expect(list.take(641)).toBeUndefined();
  const start = list.take(100)!;
  list.giveBack(start);
  expect(() => list.giveBack(start)).toThrow(RangeError);
  list.add(640, 1280);
  expect(list.freeBefore(1280)).toBe(1280);
  expect(list.take(1280)).toBe(0);
  expect(list.freeBefore(1280)).toBe(0);
});
