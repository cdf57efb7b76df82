import type { Settings, Study, StudyRow } from './study.ts';

const source = 'Hug 2020, Surprise: README of version 1.1.4, table of benchmarks';

/** Surprise's defaults by row, in our parameters. */
const knn: Settings = { similarity: 'msd', neighbors: 40, minimumNeighbors: 1, shrinkage: 0, prior: 0 };
const descent: Settings = { epochs: 20, regularization: 0.02, initialDeviation: 0.1, itemDamping: 0, users: 'learned' };
const dampedOffsets: Settings = { userDamping: 15, itemDamping: 10, sweeps: 10 };

type Described = Omit<StudyRow, 'published' | 'source'>;
const described: readonly Described[] = [
  { name: 'svd', title: 'SVD', model: 'svd', paper: { ...descent, factors: 100, learningRate: 0.005 }, ours: {} },
  {
    name: 'svdpp',
    title: 'SVD++',
    model: 'svdpp',
    paper: {
      ...{ ...descent, factors: 20, learningRate: 0.007 },
      ...{ implicitLearningRate: 0.007, implicitRegularization: 0.02 },
    },
    ours: {},
    note: 'Two rows of the table, with and without cached ratings, have the same figures.',
  },
  {
    name: 'nmf',
    title: 'NMF',
    model: 'nmf',
    paper: { factors: 15, epochs: 50, regularization: 0.06, damping: 0, offsets: false, users: 'learned' },
    ours: {},
    note: 'People and films are updated in turn, not at once: the same fixed points.',
  },
  {
    name: 'slope-one',
    title: 'Slope One',
    model: 'slope-one',
    paper: { weights: 'uniform', shrinkage: 0 },
    ours: {},
  },
  { name: 'knn', title: 'k-NN', model: 'user-knn', paper: { ...knn, form: 'basic' } },
  { name: 'knn-centered', title: 'Centered k-NN', model: 'user-knn', paper: { ...knn, form: 'centered' } },
  {
    name: 'knn-baseline',
    title: 'k-NN Baseline',
    model: 'user-knn',
    paper: { ...knn, ...dampedOffsets, form: 'baseline' },
    ours: {},
  },
  {
    name: 'co-clustering',
    title: 'Co-Clustering',
    model: 'co-clustering',
    paper: { form: 'means', userDamping: 0, itemDamping: 0, shrinkage: 0 },
    ours: {},
  },
  { name: 'baseline', title: 'Baseline', model: 'bias', paper: dampedOffsets, ours: {} },
  { name: 'random', title: 'Random', model: 'random', paper: {} },
];

/** Each row of the table: RMSE and MAE, in the order above. */
const figures: Readonly<Record<string, readonly (readonly [rmse: number, mae: number])[]>> = {
  'ml-100k': [
    [0.934, 0.737],
    [0.919, 0.721],
    [0.963, 0.758],
    [0.946, 0.743],
    [0.98, 0.774],
    [0.951, 0.749],
    [0.931, 0.733],
    [0.963, 0.753],
    [0.944, 0.748],
    [1.518, 1.219],
  ],
  'ml-1m': [
    [0.873, 0.686],
    [0.862, 0.672],
    [0.916, 0.723],
    [0.907, 0.715],
    [0.923, 0.727],
    [0.929, 0.738],
    [0.895, 0.706],
    [0.915, 0.717],
    [0.909, 0.719],
    [1.504, 1.206],
  ],
};

export const surprise: Study = {
  name: 'surprise',
  title: 'The benchmarks of Surprise',
  summary: 'RMSE and MAE of classic models on MovieLens 100K and 1M, by 5-fold cross-validation',
  parts: Object.entries(figures).map(([data, published]) => ({
    data,
    protocol: { name: 'folds', folds: 5 },
    figures: ['rmse', 'mae'],
    tolerance: 0.004,
    rows: described.map((row, at) => ({
      ...row,
      published: { rmse: published[at][0], mae: published[at][1] },
      source,
    })),
  })),
};
