import { filterRows } from '../dataset/rows.ts';
import { Arena } from '../kernels/arena.ts';
import { uniform } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { similarFactors, topSimilarFactors } from './contract/similar-factors.ts';
import { choice, flag, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { explainNeumf } from './neural/explain-neumf.ts';
import { neumfDescent, neumfMemory } from './neural/neumf-descent.ts';
import { neumfParts, neumfVector, neumfVectors } from './neural/neumf-people.ts';
import { scoreNeumf, scoreNeumfBatch } from './neural/neumf-scores.ts';
import { layersWidth, neumfShape } from './neural/neumf-shape.ts';

export const neumf = defineModel({
  name: 'neumf',
  summary:
    'Learns vectors, and a network that tells from those of a person and a film whether the one likes the other.',
  choose: 'To compare with neural models; ials and ease are usually better and far faster.',
  reference: 'He, Liao, Zhang, Nie, Hu, Chua 2017, Neural Collaborative Filtering',
  feedback: 'implicit',
  parameters: {
    factors: integer({
      default: 16,
      min: 1,
      max: 256,
      scale: 'log',
      search: [4, 64],
      about: 'length of the vectors that are multiplied',
    }),
    width: integer({
      default: 16,
      min: 4,
      max: 512,
      scale: 'log',
      search: [8, 64],
      about: "width of the tower's lowest layer; half of it is the length of the vectors that go in",
    }),
    layers: integer({ default: 2, min: 1, max: 6, about: 'layers of the tower, each half as wide as the one below' }),
    epochs: integer({
      default: 10,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [5, 50],
      about: 'passes over the liked films',
    }),
    pretrain: flag({ default: false, about: 'first train products and tower alone, for as many epochs again' }),
    learningRate: real({
      default: 0.001,
      min: 1e-5,
      max: 0.5,
      scale: 'log',
      search: [5e-4, 0.02],
      about: "size of the tower's first steps, by Adam",
    }),
    vectorRate: real({
      default: 0.3,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: [0.05, 0.8],
      about: "size of the vectors' first steps, one for each example",
    }),
    regularization: real({
      default: 0.04,
      min: 0,
      max: 1,
      scale: 'log',
      search: [0.005, 0.2],
      about: "pull of an example's vectors towards zero, and in fold-in towards the average one",
    }),
    batchSize: integer({ default: 256, min: 1, max: 8192, search: false, about: 'examples of a step' }),
    negatives: integer({
      default: 12,
      min: 1,
      max: 60,
      search: [4, 20],
      about: 'other films drawn for each liked one',
    }),
    initialDeviation: real({
      default: 0.1,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'spread of the random start of vectors',
    }),
    passes: integer({ default: 50, min: 1, max: 500, search: false, about: "passes over a person's films in fold-in" }),
    foldInRate: real({
      default: 0.05,
      min: 1e-4,
      max: 1,
      scale: 'log',
      search: false,
      about: 'size of the first steps of fold-in',
    }),
    damping: real({
      default: 10,
      min: 0,
      max: 1000,
      scale: 'log',
      search: [1, 50],
      about: "pull of a person's vector towards the average one in fold-in, beside regularization",
    }),
    users: choice({
      default: 'solved',
      among: ['solved', 'learned'],
      search: false,
      about: 'known people get their vector as in fold-in, or keep the one that descent left',
    }),
    positive: positiveParameter('relevant'),
  },
  matrices: { userVectors: 'width', itemVectors: 'width' },

  memory(size, options) {
    const { shape, width } = neumfShape(options, options.factors);
    const scores = 4 * size.items * shape[2] + 1024 * layersWidth(shape, 0);
    return neumfMemory(size, options) + scores + 8 * size.ratings + 4 * (size.users * (width + 1) + size.items);
  },

  async fit(ratings, options, context) {
    const { negatives, passes, foldInRate: rate, regularization, damping, users, positive } = options;
    const draws = Math.min(negatives, drawsAtOnce);
    const region = ratings.arena.region();
    try {
      const from = positiveFrom(ratings, positive);
      const likes = filterRows(ratings.byUser, (value) => value >= from);
      const liked = { ...likes, starts: region.place(likes.starts), indexes: region.place(likes.indexes) };
      const { starts } = ratings.byItem;
      const rated = Int32Array.from({ length: ratings.items.size }, (_, film) => film);
      const films = region.place(rated.filter((film) => starts[film] < starts[film + 1]));
      const learned = await neumfDescent(liked, films, ratings.items.size, options, region, context);

      const { width, itemVectors, userVectors } = learned;
      const shape = region.place(learned.shape);
      const start = region.place(meanOf(userVectors, liked.starts, width));
      const key = Math.floor(uniform(context.seed, 'neumf.fold-in')(0) * 2 ** 32);
      const items = {
        width,
        shape,
        tower: learned.tower,
        itemVectors,
        start,
        films,
        passes,
        draws,
        weight: negatives / draws,
        rate,
        regularization,
        damping,
        key,
      };
      const solved = users === 'solved' ? region.float32(userVectors.length) : userVectors;
      if (users === 'solved') {
        await neumfVectors({ ...items, ...neumfParts(items, region.float32) }, liked, solved, context);
      }
      // The region goes back, so what stays is copied.
      const kept = { tower: learned.tower.slice(), itemVectors: itemVectors.slice(), userVectors: solved.slice() };
      return { ...items, ...kept, from, shape: shape.slice(), start: start.slice(), films: films.slice() };
    } finally {
      region.release();
    }
  },

  prepare(items) {
    return neumfParts(items, Arena.of(items.itemVectors)!.float32);
  },

  foldIn(items, history) {
    return { vector: neumfVector(items, likedOf(items, history)) };
  },

  known({ width, userVectors }, user) {
    return { vector: userVectors.subarray(user * width, (user + 1) * width) };
  },

  score(items, user, scores) {
    scoreNeumf(items, user, scores);
  },

  scoreItems(items, user, wanted, scores) {
    scoreNeumf(items, user, scores, wanted);
  },

  scoreBatch(items, users, scores, context) {
    return scoreNeumfBatch(items, users, scores, context);
  },

  explain(items, user, item) {
    const score = new Float32Array(1);
    scoreNeumf(items, user, score, Int32Array.of(item));
    return explainNeumf(items, likedOf(items, user.history), user, item, score[0]);
  },

  similar({ width, itemVectors }, item, similarities) {
    similarFactors({ factors: width - 1, width, itemVectors }, item, similarities);
  },

  similarBatch({ width, itemVectors }, items, k, out, context) {
    return topSimilarFactors({ factors: width - 1, width, itemVectors }, items, k, out, context);
  },
});

/** Others that fold-in draws for a liked film in each pass; they count for all `negatives`. */
const drawsAtOnce = 4;

/** The liked films of a history. */
const likedOf = (
  { from }: { from: number },
  { items, ratings }: { items: Int32Array; ratings: Float32Array },
): Int32Array => items.filter((_, at) => ratings[at] >= from);

/** The mean vector of those who like anything. */
function meanOf(vectors: Float32Array, starts: Uint32Array, width: number): Float32Array {
  const sums = new Float64Array(width);
  let people = 0;
  for (let user = 0; user + 1 < starts.length; user++) {
    if (starts[user] === starts[user + 1]) continue;
    people++;
    for (let f = 0; f < width; f++) sums[f] += vectors[user * width + f];
  }
  const mean = Float32Array.from(sums, (sum) => sum / Math.max(1, people));
  mean[width - 1] = 1; // which items' offsets are multiplied by
  return mean;
}
