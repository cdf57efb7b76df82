import { expect, test } from 'vitest';
import { decadesOf } from '../../src/web/search/decades.ts';
import { addressOf, questionOf, wishOf, type Wish } from '../../src/web/search/wish.ts';

const read = (address: string): Wish => wishOf(new URLSearchParams(address));

test('an address says what is looked for, and what is looked for says the same address', () => {
  const address = 'q=star+wars&genre=Sci-Fi&genre=War&year=1980..1989&order=newest';
  expect(addressOf(read(address)).toString()).toBe(address);
  expect(questionOf(read(address))).toEqual({
    ...{ query: 'star wars', genre: ['Sci-Fi', 'War'], year: '1980..1989', order: 'newest' },
  });
});

test('what an address says wrongly counts as not said', () => {
  expect(questionOf(read('year=199x&order=worst&q=%20'))).toEqual({});
  expect(questionOf(read('order=constructor&order=relevance'))).toEqual({});
});

test('decades reach from the latest films to those before 1930, which are one', () => {
  const decades = decadesOf({ first: 1902, last: 1953 });
  expect(decades.map(({ year }) => year)).toEqual(['1950..1959', '1940..1949', '1930..1939', '..1929']);
  expect(decadesOf({ first: 1994, last: 1994 })).toEqual([{ label: '1990s', year: '1990..1999' }]);
  expect(decadesOf(null)).toEqual([]);
});
