import { expect, test } from 'vitest';
import { genreNames } from '../../../src/dataset/cleaning/genre-names.ts';

test.each([
  [
    ['Action', 'Comedy'],
    ['Action', 'Comedy'],
  ],
  [['(no genres listed)'], []],
  [['unknown', 'N/A', '\\N', '', '  '], []],
  [["Children's", 'Children', 'kids'], ['Children']],
  [['Science Fiction', 'sci fi', 'Sci-Fi', 'SciFi'], ['Sci-Fi']],
  [['FILM-NOIR', 'Film Noir'], ['Film-Noir']],
  [['IMAX', 'imax'], ['IMAX']],
  [['drama', ' Drama ', 'DRAMA'], ['Drama']],
  [['Romantic  Comedy'], ['Comedy', 'Romance']],
  [['Reality-TV', 'reality-tv'], ['Reality-TV']],
  [['Cafe\u0301', 'Café'], ['Café']],
  [
    ['constructor', 'toString'],
    ['Constructor', 'ToString'],
  ],
  [[], []],
])('%j are %j', (raw, names) => {
  expect(genreNames(raw)).toEqual(names);
});
