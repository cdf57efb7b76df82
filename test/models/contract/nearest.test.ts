import { expect, test } from 'vitest';
import { Nearest } from '../../../src/models/contract/nearest.ts';
import { sequence } from '../../../src/random.ts';

// Few distinct weights, so that the cut falls among equals nearly always; the oracle is a stable sort of all offers.
test.each([1, 2, 7, 50])('of many offers each row keeps the %i heaviest, of equal ones the first', (size) => {
  const random = sequence(1, `nearest ${size}`);
  for (let round = 0; round < 50; round++) {
    const rows = 3;
    const nearest = new Nearest(rows, size);
    const offers: { row: number; place: number; weight: number }[] = [];
    const values = Float32Array.from({ length: 40 }, () => random());
    for (let place = 0; place < values.length; place++) {
      for (let row = 0; row < rows; row++) {
        if (random() < 0.4) continue;
        const weight = (1 + Math.floor(random() * 4)) / 4;
        offers.push({ row, place, weight });
        nearest.offer(row, place, weight);
      }
    }
    for (let row = 0; row < rows; row++) {
      const own = offers.filter((offer) => offer.row === row);
      const best = own.toSorted((a, b) => b.weight - a.weight || a.place - b.place).slice(0, size);
      expect(nearest.counts[row]).toBe(best.length);
      const places = nearest.places.slice(row * size, row * size + best.length);
      expect([...places].sort((a, b) => a - b)).toEqual(best.map(({ place }) => place).sort((a, b) => a - b));
      expect(nearest.totalWeight(row)).toBeCloseTo(
        best.reduce((sum, { weight }) => sum + weight, 0),
        10,
      );
      const weighted = best.reduce((sum, { place, weight }) => sum + weight * values[place], 0);
      expect(nearest.weightedSum(row, values)).toBeCloseTo(weighted, 10);
    }
  }
});
