/**
 * Which jobs are compared, ours with a peer's, and the ratio that is to be reached: the peer's time by ours. `unit` is
 * what a run is divided by (sweeps, epochs) on either side.
 */
const surpriseSvd = {
  ...{ factors: 100, epochs: 20, learningRate: 0.005, regularization: 0.02, initialDeviation: 0.1, itemDamping: 0 },
  users: 'learned',
};
const everything = { positive: 'all', confidence: 1, unobserved: 1, initialDeviation: 0.1 };

/** Three steps of conjugate gradients for all users and all items: products with each rating's vector and with YᵀY. */
const sweepOfSteps = ({ users, items, ratings }, factors) =>
  4 * (2 * ratings * 4 * factors + (users + items) * 2 * factors ** 2) + (users + items) * 2 * factors ** 2;

export const comparisons = [
  {
    name: 'svd, 100 factors × 20 epochs',
    ours: ['svd', surpriseSvd],
    peer: ['surprise', 'svd', { factors: 100, epochs: 20 }],
    reach: 11,
    ratings: 20,
    flops: ({ ratings }) => 20 * ratings * 8 * 100, // two updates of 3, a product of 2
  },
  {
    // On either side the fewest epochs, at the best of four rates, to the lowest error that LIBMF gets to by then.
    name: 'svd to the RMSE of LIBMF: its model, 100 factors, λ .05',
    ours: [
      'svd',
      {
        ...{ factors: 100, epochs: 12, steps: 'adaptive', learningRate: 0.07, regularization: 0.05 },
        ...{ offsets: false, initialDeviation: 0.01, itemDamping: 0, users: 'learned' },
      },
    ],
    peer: ['libmf', 'sgd', { factors: 100, iterations: 13, learningRate: 0.07, regularization: 0.05 }],
    reach: 1,
    ratings: 12,
    flops: ({ ratings }) => 12 * ratings * 8 * 100,
  },
  {
    name: 'svdpp, 20 factors × 20 epochs',
    ours: [
      'svdpp',
      {
        ...{ factors: 20, epochs: 20, learningRate: 0.007, regularization: 0.02, implicitLearningRate: 0.007 },
        ...{ implicitRegularization: 0.02, initialDeviation: 0.1, itemDamping: 0, users: 'learned' },
      },
    ],
    peer: ['surprise', 'svdpp', { factors: 20, epochs: 1 }],
    peerTimes: 20,
    rounds: 1,
    reach: 1200,
    ratings: 20,
  },
  {
    // The same settings as svdpp's, with all that changes with time; no library in reach has the model.
    name: 'timesvd, 20 factors × 20 epochs',
    ours: [
      'timesvd',
      {
        ...{ factors: 20, epochs: 20, learningRate: 0.007, regularization: 0.02, implicitLearningRate: 0.007 },
        ...{ implicitRegularization: 0.02, initialDeviation: 0.1, itemDamping: 0, users: 'learned' },
      },
    ],
    ratings: 20,
  },
  {
    name: 'implicit ALS, a sweep, 64 factors, conjugate gradients',
    ours: ['epoch', { name: 'ials', factors: 64, solver: 'conjugate-gradient', ...everything }],
    sweeps: 10,
    peer: ['implicit', 'als', { factors: 64, iterations: 10, conjugateGradient: true }],
    reach: 2.7,
    flops: (size) => sweepOfSteps(size, 64),
  },
  {
    name: 'implicit ALS, a sweep, 64 factors, Cholesky',
    ours: ['epoch', { name: 'ials', factors: 64, solver: 'cholesky', ...everything }],
    sweeps: 10,
    peer: ['implicit', 'als', { factors: 64, iterations: 10, conjugateGradient: false }],
    reach: 5.2,
    flops: ({ users, items, ratings }) => 2 * ratings * 64 ** 2 + ((users + items) * 64 ** 3) / 3,
  },
  {
    name: 'implicit ALS, a sweep, 128 factors, conjugate gradients',
    ours: ['epoch', { name: 'ials', factors: 128, solver: 'conjugate-gradient', ...everything }],
    sweeps: 10,
    peer: ['implicit', 'als', { factors: 128, iterations: 10, conjugateGradient: true }],
    reach: 1.5,
    flops: (size) => sweepOfSteps(size, 128),
  },
  {
    name: 'bpr, 64 factors × 5 epochs',
    ours: ['bpr', { factors: 64, epochs: 5, positive: 'all', users: 'learned' }],
    peer: ['implicit', 'bpr', { factors: 64, epochs: 5 }],
    reach: 1.5,
    ratings: 5,
  },
  {
    name: 'warp, 64 factors × 5 epochs, 10 tries',
    ours: ['warp', { factors: 64, epochs: 5, tries: 10, positive: 'all', users: 'learned' }],
    peer: ['lightfm', 'warp', { factors: 64, epochs: 5, tries: 10 }],
    ratings: 5,
  },
  {
    name: 'logistic-mf, 64 factors × 5 epochs, 5 films drawn for each liked',
    ours: ['logistic-mf', { factors: 64, epochs: 5, negatives: 5, positive: 'all', confidence: 1, users: 'learned' }],
    peer: ['implicit', 'logistic', { factors: 64, epochs: 5, negatives: 5 }],
    ratings: 5,
  },
  {
    name: 'pure-svd, 64 factors',
    ours: ['pure-svd', { factors: 64 }],
    peer: ['scipy', 'decomposition', { factors: 64 }],
  },
  {
    // An epoch's examples are five times the ratings; 6 flops for each weight and example.
    name: 'neumf, an epoch, tower 64-32-16, batches of 256',
    ours: [
      'epoch',
      { name: 'neumf', factors: 16, width: 64, layers: 3, negatives: 4, positive: 'all', users: 'learned' },
    ],
    sweeps: 1,
    rounds: 3,
    ratings: 5, // so that the column says examples
    flops: ({ ratings }) => 5 * ratings * 6 * (64 * 64 + 64 * 32 + 32 * 16),
  },
  {
    name: 'film cosines, the 100 most alike of each',
    ours: ['similar', { measure: 'product', count: 100 }],
    peer: ['implicit', 'neighbors', { weighting: 'cosine', count: 100 }],
    reach: 3.5,
  },
  {
    name: 'film Pearson correlations, the 100 most alike of each',
    ours: ['similar', { measure: 'pearson', count: 100 }],
    peer: ['surprise', 'similarities', { similarity: 'pearson', byUser: false }],
    rounds: 1,
    reach: 117,
  },
  {
    name: 'lists of 10 for everyone, 64 factors',
    ours: ['top', { name: 'ials', factors: 64, epochs: 3, count: 10, ...everything }],
    peer: ['implicit', 'top', { factors: 64, count: 10 }],
    reach: 6,
    flops: ({ users, items }) => 2 * users * items * 64,
  },
  {
    name: 'explicit ALS, 64 factors × 10 epochs',
    ours: ['als', { factors: 64, epochs: 10 }],
    peer: ['cmfrec', 'als', { factors: 64, iterations: 10, conjugateGradient: false }],
    ratings: 10,
  },
  {
    name: 'inverse of 3,706 × 3,706, for ease',
    ours: ['inverse', { n: 3706 }],
    peer: ['numpy', 'inverse', { n: 3706 }],
    reach: 3.5,
    flops: () => 3706 ** 3,
  },
  {
    name: 'user-knn, baseline: fit and predictions',
    ours: ['knn', { name: 'user-knn', form: 'baseline', similarity: 'msd' }],
    peer: ['surprise', 'knn', { model: 'KNNBaseline', similarity: 'msd', byUser: true }],
    rounds: 1,
    reach: 10,
  },
  {
    name: 'nmf, 15 factors × 50 epochs',
    ours: ['nmf', { factors: 15, epochs: 50, regularization: 0.06, damping: 0, offsets: false, users: 'learned' }],
    peer: ['surprise', 'nmf', { factors: 15, epochs: 50 }],
    rounds: 1,
    reach: 10,
    ratings: 50,
  },
  {
    name: 'co-clustering, 3 × 3 groups × 20 epochs',
    ours: ['co-clustering', { form: 'means', userDamping: 0, itemDamping: 0, shrinkage: 0, epochs: 20 }],
    peer: ['surprise', 'co-clustering', { epochs: 20 }],
    rounds: 1,
    reach: 10,
    ratings: 20,
  },
  {
    name: 'slope-one: fit and predictions',
    ours: ['knn', { name: 'slope-one', weights: 'uniform', shrinkage: 0 }],
    peer: ['surprise', 'slope-one', {}],
    rounds: 1,
    reach: 10,
  },
  {
    name: 'mult-vae, an epoch of 600 and 200 units, batches of 500',
    ours: ['epoch', { name: 'mult-vae', hidden: 600, latent: 200, batchSize: 500, positive: 'all' }],
    sweeps: 1,
    rounds: 1,
    flops: ({ users, items }) => 6 * users * items * 600, // the last layer, forward and twice backward
  },
  {
    // Two chains of 20 sweeps here, one of 40 there; of either a fifth is burn-in.
    name: 'bfm, 7 factors × 40 sweeps, no times',
    ours: ['bfm', { factors: 7, chains: 2, sweeps: 20, burnIn: 4, keep: 20 }],
    peer: ['myfm', 'bfm', { factors: 7, sweeps: 40, burnIn: 8 }],
    rounds: 1,
    reach: 2,
    ratings: 40,
  },
  { name: 'ease, the whole fit', ours: ['ease', {}] },
  {
    // At the same tolerance both come as close to the minimum: weights differ from it by 1.3e-3 of the largest, ours, and
    // 1.5e-3 (medians over films, against float64 to 1e-13).
    name: 'slim, the whole fit, l1 1, l2 50',
    ours: ['slim', { l1: 1, l2: 50, tolerance: 1e-3, minRatings: 3 }],
    peer: ['sklearn', 'slim', { l1: 1, l2: 50, tolerance: 1e-3, minRatings: 3 }],
    rounds: 3,
    reach: 3,
  },
  { name: 'rp3beta, the whole fit', ours: ['rp3beta', { neighbors: 100 }] },
  { name: 'a saved svd of 64 factors, loaded', ours: ['load', { name: 'svd', factors: 64, epochs: 1 }], most: 0.05 },
];
