import { expect, test } from 'vitest';
import { Cleaning } from '../../fixtures/cleaning.ts';
import type { Tables } from '../../fixtures/workspace.ts';

const set = await Cleaning.open();
const ratings: Tables['ratings'] = [
  ['a', '1', 5, 10],
  ['a', '2', 4, 20],
  ['b', '2', 2, 30],
  ['b', '3', 3, 40],
];

test('films without genres or a year get them from the details, in movierec’s spelling; others keep their own', async () => {
  const movies: Tables['movies'] = [
    ['1', 'Heat (1995)', null, ['(no genres listed)']],
    ['2', 'Solaris', null, ['Drama']],
    ['3', 'Nothing Known', null, []],
  ];
  const details: Tables['details'] = [
    ['1', 170, 'en', ['Science Fiction', "Children's"], 1996],
    ['2', null, null, ['Comedy'], 1972],
  ];
  await set.clean({ ratings, movies, details });
  expect(await set.rows('movies')).toEqual([
    { movie: '1', title: 'Heat', year: 1995, genres: ['Sci-Fi', 'Children'] },
    { movie: '2', title: 'Solaris', year: 1972, genres: ['Drama'] },
    { movie: '3', title: 'Nothing Known', year: null, genres: [] },
  ]);
});

test('a year from the details makes films one only where no ids say otherwise; tt and zeros in ids do not matter', async () => {
  const movies: Tables['movies'] = [
    ['1', 'Solaris (1972)', null, ['Drama']],
    ['2', 'Solaris', null, []],
    ['3', 'Solaris', null, []],
  ];
  const details: Tables['details'] = [
    ['2', null, null, ['Comedy'], 1972],
    ['3', null, null, ['Comedy'], 1972],
  ];
  const links: Tables['links'] = [
    ['1', 'tt0069293', null],
    ['2', '69293', null],
    ['3', '0307479', null],
  ];
  await set.clean({ ratings, movies, details, links });
  expect(await set.rows('movies')).toEqual([
    // What others say of a twin counts no more than what the set says of either.
    { movie: '2', title: 'Solaris', year: 1972, genres: ['Drama'] },
    { movie: '3', title: 'Solaris', year: 1972, genres: ['Comedy'] },
  ]);
});

test('a film that stood in the list twice keeps what is told of one of the two', async () => {
  await set.clean({
    ratings,
    movies: [
      ['1', 'Heat (1995)', null, ['Crime']],
      ['2', 'Heat (1995)', null, ['Crime']],
      ['3', 'Alien (1979)', null, ['Horror']],
    ],
    people: [
      ['1', 'Al Pacino', 'cast', 1],
      ['1', 'Michael Mann', 'director', 1],
      ['2', 'Michael Mann', 'director', 1],
      ['3', 'Ridley Scott', 'director', 1],
    ],
    plots: [
      ['1', 'A thief.'],
      ['2', 'A thief, and a detective.'],
    ],
    keywords: [
      ['1', 'robbery'],
      ['2', 'robbery'],
      ['2', 'diner'],
    ],
    details: [
      ['1', 170, 'en', [], 1995],
      ['2', 171, 'en', [], 1995],
    ],
    votes: [['1', 8.3, 700]],
  });
  // Film 2 has the most ratings and gives the id; of what only film 1 knows, it takes that.
  expect(await set.rows('people')).toEqual([
    { movie: '2', name: 'Al Pacino', role: 'cast', position: 1 },
    { movie: '2', name: 'Michael Mann', role: 'director', position: 1 },
    { movie: '3', name: 'Ridley Scott', role: 'director', position: 1 },
  ]);
  expect(await set.rows('plots')).toEqual([{ movie: '2', plot: 'A thief, and a detective.' }]);
  expect(await set.rows('keywords')).toEqual([
    { movie: '2', keyword: 'robbery' },
    { movie: '2', keyword: 'diner' },
  ]);
  expect(await set.rows<{ runtime: number }>('details')).toMatchObject([{ movie: '2', runtime: 171 }]);
  expect(await set.rows('votes')).toMatchObject([{ movie: '2', imdbVotes: 700, tmdbVotes: null }]);
});
