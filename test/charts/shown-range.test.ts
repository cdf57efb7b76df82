import { expect, test } from 'vitest';
import { pin, shownRange } from '../../src/charts/shown-range.ts';

const good = [0.86, 0.861, 0.862, 0.863, 0.864, 0.865, 0.866, 0.867, 0.868];

test('a hopeless figure does not squeeze the others: beyond 3 interquartile ranges it is off the scale', () => {
  // Of ten figures, 0.862 and 0.866 are the quartiles, so that 0.866 + 3 · 0.004 is the fence.
  const [from, to] = shownRange([...good, 2.5], 'lower');
  expect(from).toBeLessThan(0.86);
  expect(from).toBeGreaterThan(0.859);
  expect(to).toBeGreaterThan(0.868);
  expect(to).toBeLessThan(0.869);
  expect(shownRange([...good, 0.877], 'lower')[1]).toBeGreaterThan(0.877);
  expect(shownRange([...good, 0.879], 'lower')[1]).toBeLessThan(0.879);
});

test('an unusually good figure is always shown', () => {
  expect(shownRange([...good, 0.1], 'lower')[0]).toBeLessThan(0.1);
  expect(shownRange([...good, 2.5], 'higher')[1]).toBeGreaterThan(2.5);
});

test('where higher is better, it is the mirror image of where lower is', () => {
  const figures = [...good, 2.5];
  const mirrored = figures.map((figure) => -figure);
  const [from, to] = shownRange(figures, 'lower');
  expect(shownRange(mirrored, 'higher')).toEqual([-to, -from]);
});

test('what must be shown is, and few figures are shown all', () => {
  expect(shownRange(good, 'lower', [1.5])[1]).toBeGreaterThan(1.5);
  expect(shownRange([0.8, 0.81, 0.8, 9], 'lower')[1]).toBeGreaterThan(9);
});

test.each([0, 0.86, -3])('a single figure, %d, has room around it', (figure) => {
  const [from, to] = shownRange([figure], 'lower');
  expect(from).toBeLessThan(figure);
  expect(to).toBeGreaterThan(figure);
});

test('what is off the scale stands at its end', () => {
  expect([0, 1, 1.5, 3, Infinity, -Infinity].map((figure) => pin(figure, [1, 2]))).toEqual([1, 1, 1.5, 2, 2, 1]);
});
