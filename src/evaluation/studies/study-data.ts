import type { StudyData } from './study.ts';

/** The data sets that studies are made on. */
export const studyData: readonly StudyData[] = [
  {
    name: 'ml-100k',
    title: 'MovieLens 100K',
    format: 'movielens-100k',
    files: ['u.data'],
    ratings: 100_000,
  },
  {
    name: 'ml-100k-u1',
    title: 'MovieLens 100K with the files u1.base and u1.test',
    format: 'movielens-100k',
    files: ['u.data', 'u1.base', 'u1.test'],
    ratings: 100_000,
  },
  {
    name: 'ml-1m',
    title: 'MovieLens 1M',
    format: 'movielens-dat',
    files: ['ratings.dat', 'users.dat'],
    ratings: 1_000_209,
  },
  {
    name: 'ml-10m',
    title: 'MovieLens 10M',
    format: 'movielens-dat',
    files: ['ratings.dat', 'tags.dat'],
    without: ['users.dat'],
    ratings: 10_000_054,
  },
  {
    name: 'ml-20m',
    title: 'MovieLens 20M',
    format: 'movielens-csv',
    files: ['ratings.csv', 'movies.csv'],
    called: /\bml-?20m\b/i,
    ratings: 20_000_263,
  },
  {
    name: 'ncf-ml-1m',
    title: 'MovieLens 1M in the files of Neural Collaborative Filtering',
    format: 'ncf',
    files: ['ml-1m.train.rating', 'ml-1m.test.rating', 'ml-1m.test.negative'],
    ratings: 1_000_209,
  },
];
