import { expect, test } from 'vitest';
import { seriesOf } from '../../../src/features/text/series-of.ts';

test.each([
  ['Star Wars: Episode V - The Empire Strikes Back', 'Star Wars'],
  ['Toy Story', 'Toy Story'],
  ['Toy Story 2', 'Toy Story'],
  ['The Godfather: Part II', 'The Godfather'],
  ['The Godfather Part III', 'The Godfather'],
  ['Rocky IV', 'Rocky'],
  ['Harry Potter and the Goblet of Fire', 'Harry Potter'],
  ['Kill Bill: Vol. 2', 'Kill Bill'],
  ['Se7en', 'Se7en'],
  ['2001', '2001'],
  ['IV', 'IV'],
  ['(500) Days of Summer', '(500) Days of Summer'],
  ['Pride and Prejudice', 'Pride and Prejudice'],
  ['Иван Васильевич меняет профессию', 'Иван Васильевич меняет профессию'],
])('%s', (title, series) => {
  expect(seriesOf(title)).toBe(series);
});
