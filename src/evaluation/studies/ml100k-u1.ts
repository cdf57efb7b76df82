import type { Study } from './study.ts';

export const ml100kU1: Study = {
  name: 'ml100k-u1',
  title: 'The split u1 of MovieLens 100K',
  summary: 'RMSE on u1.test after training on u1.base, where graph networks are compared',
  parts: [
    {
      data: 'ml-100k-u1',
      protocol: { name: 'given-parts', train: 'u1.base', test: 'u1.test' },
      figures: ['rmse'],
      tolerance: 0.003,
      rows: [
        {
          name: 'gc-mc',
          title: 'GC-MC',
          model: 'gc-mc',
          published: { rmse: 0.905 },
          source: 'van den Berg, Kipf, Welling 2017, Graph Convolutional Matrix Completion',
        },
        {
          name: 'igmc',
          title: 'IGMC',
          model: 'igmc',
          published: { rmse: 0.905 },
          source: 'Zhang, Chen 2020, Inductive Matrix Completion Based on Graph Neural Networks',
        },
        {
          name: 'glocal-k',
          title: 'GLocal-K',
          model: 'glocal-k',
          published: { rmse: 0.889 },
          source: 'Han et al. 2021, GLocal-K: Global and Local Kernels for Recommender Systems',
        },
        { name: 'bias', title: 'Baseline', model: 'bias', ours: {} },
        { name: 'user-knn', title: 'k-NN of people', model: 'user-knn', ours: {} },
        { name: 'item-knn', title: 'k-NN of films', model: 'item-knn', ours: {} },
        {
          name: 'svd',
          title: 'SVD',
          model: 'svd',
          ours: { factors: 100, epochs: 30, learningRate: 0.02, initialDeviation: 0.001, itemDamping: 0 },
          note: 'The best of some 20 settings drawn at random, by three validations within u1.base; the others are our defaults.',
        },
        { name: 'als', title: 'ALS', model: 'als', ours: {} },
        { name: 'svdpp', title: 'SVD++', model: 'svdpp', ours: {} },
        { name: 'bfm', title: 'Bayesian factorization machine', model: 'bfm', ours: {} },
      ],
    },
  ],
};
