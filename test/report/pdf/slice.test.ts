import { expect, test } from 'vitest';
import { keptTogether, paginate, type Slice } from '../../../src/report/pdf/slice.ts';

const slice = (name: string, height: number, more: Partial<Slice> = {}): Slice & { name: string } => ({
  name,
  height,
  gap: 0,
  draw: () => undefined,
  ...more,
});
/** Pages of 100, by the names of what is on them. */
const names = (slices: readonly Slice[]): string[] =>
  paginate(slices, { top: 10, bottom: 110 }).map((placed) =>
    placed.map(({ slice }) => (slice as unknown as { name: string }).name).join(' '),
  );

test('pages are filled in order, and gaps count but at their top', () => {
  const slices = ['a', 'b', 'c', 'd'].map((name) => slice(name, 30, { gap: 5 }));
  expect(names(slices)).toEqual(['a b c', 'd']);
  expect(paginate(slices, { top: 10, bottom: 110 })[0].map(({ top }) => top)).toEqual([10, 45, 80]);
  expect(paginate(slices, { top: 10, bottom: 110 })[1][0].top).toBe(10);
});

test('a heading goes to the next page with what it is the heading of', () => {
  const heading = slice('heading', 10, { staysWithNext: true });
  expect(names([slice('text', 70), heading, slice('more', 30)])).toEqual(['text', 'heading more']);
});

test('what is kept together and longer than a page begins where it is, and goes on', () => {
  const table = keptTogether(['a', 'b', 'c', 'd', 'e'].map((name) => slice(name, 30)));
  expect(names([slice('text', 30), ...table])).toEqual(['text a b', 'c d e']);
});

test('the head of a table is above the first row of every page', () => {
  const head = slice('head', 10);
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => slice(name, 30, { head }));
  expect(names([{ ...head, staysWithNext: true }, ...rows])).toEqual(['head a b c', 'head d e f']);
});

test('a picture shrinks to fit on the page, but no more than it may', () => {
  const picture = slice('picture', 50, { least: 40 });
  const [fits] = paginate([slice('text', 55), picture], { top: 10, bottom: 110 });
  expect(fits.map(({ height }) => height)).toEqual([55, 45]);
  const apart = paginate([slice('text', 61), picture], { top: 10, bottom: 110 });
  expect(apart.map((placed) => placed.map(({ height }) => height))).toEqual([[61], [50]]);
});
