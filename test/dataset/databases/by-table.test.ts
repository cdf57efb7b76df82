import { expect, test } from 'vitest';
import { byTable, parseByTable } from '../../../src/dataset/databases/by-table.ts';

test('a plain text is about the main table', () => {
  expect(parseByTable('--table', ['votes'])).toBe('votes');
  expect(parseByTable('--query', ['SELECT a AS user FROM votes WHERE b=1'])).toBe(
    'SELECT a AS user FROM votes WHERE b=1',
  );
  expect(byTable('votes', 'events')).toEqual({ events: 'votes' });
});

test('several say which they are about; one of them may leave it out, and means the ratings', () => {
  expect(parseByTable('--table', ['votes', 'movies=films'])).toEqual({ ratings: 'votes', movies: 'films' });
  expect(parseByTable('--table', ['events=log', 'tags=a=b'])).toEqual({ events: 'log', tags: 'a=b' });
});

test('two things of one table are one too many', () => {
  expect(() => parseByTable('--table', ['votes', 'ratings=stars'])).toThrow('--table says two things of one table');
});
