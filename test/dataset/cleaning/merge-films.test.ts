import { expect, test } from 'vitest';
import { mergeFilms, type RawFilm } from '../../../src/dataset/cleaning/merge-films.ts';

const film = (movie: string, title: string | null, more: Partial<RawFilm> = {}): RawFilm => ({
  movie,
  title,
  year: null,
  genres: null,
  imdb: null,
  ratings: 0,
  ...more,
});

test('a film has its title, year and genres in one spelling', () => {
  expect(mergeFilms([film('1', 'Matrix, The (1999) ', { genres: ['science fiction', 'Action'] })])).toEqual([
    { movie: '1', title: 'The Matrix', year: 1999, genres: ['Sci-Fi', 'Action'], ids: ['1'] },
  ]);
});

test('the year comes from the title, else from the source; the title is else the id', () => {
  expect(mergeFilms([film('1', 'Heat (1995)', { year: 1986 })])[0].year).toBe(1995);
  expect(mergeFilms([film('1', 'Heat', { year: 1986 })])[0].year).toBe(1986);
  expect(mergeFilms([film('tt7', null), film('tt8', '  ')]).map(({ title }) => title)).toEqual(['tt7', 'tt8']);
});

test('the same film twice is one, under the id with the most ratings, at the first place', () => {
  const films = mergeFilms([
    film('1', 'Heat (1995)', { genres: ['Crime'], ratings: 3 }),
    film('2', 'Casino (1995)'),
    film('3', 'HEAT (1995)', { genres: ['Crime', 'Action'], ratings: 5 }),
    film('4', 'Heat', { year: 1995, ratings: 4 }),
  ]);
  expect(films).toEqual([
    { movie: '3', title: 'HEAT', year: 1995, genres: ['Crime', 'Action'], ids: ['1', '3', '4'] },
    { movie: '2', title: 'Casino', year: 1995, genres: [], ids: ['2'] },
  ]);
});

test('where merging is not wanted every id stays a film of its own', () => {
  const films = mergeFilms([film('1', 'Heat (1995)'), film('2', 'Heat (1995)')], { merge: false });
  expect(films.map(({ ids }) => ids)).toEqual([['1'], ['2']]);
});

test('films with equal ratings keep the first id', () => {
  expect(mergeFilms([film('1', 'Heat (1995)'), film('2', 'Heat (1995)')])).toMatchObject([{ movie: '1' }]);
});

test('films with different IMDb ids are different films, whatever their titles, and keep their places', () => {
  const films = mergeFilms([
    film('838', 'Emma (1996)', { imdb: '0116191' }),
    film('840', 'House Arrest (1996)'),
    film('26958', 'Emma (1996)', { imdb: '0118308' }),
    film('99', 'Emma (1996)', { imdb: '0118308' }),
  ]);
  expect(films.map(({ ids }) => ids)).toEqual([['838'], ['840'], ['26958', '99']]);
});

test('the same title in other years, or without one, is not the same film', () => {
  const films = [film('1', 'Heat (1986)'), film('2', 'Heat (1995)'), film('3', 'Heat'), film('4', 'Heat')];
  expect(mergeFilms(films)).toHaveLength(4);
});

test('films without title or year keep apart even where an id reads like a title', () => {
  expect(mergeFilms([film('1984', 'x'), film('2', 'id (1984)')])).toHaveLength(2);
});
