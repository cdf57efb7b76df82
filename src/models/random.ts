import type { History } from '../dataset/history.ts';
import { normal, uniform } from '../random.ts';
import { defineModel } from './contract/define-model.ts';
import { choice } from './contract/parameters.ts';

export const random = defineModel({
  name: 'random',
  summary: 'Guesses: ratings with the mean and the spread of all, or films in random order.',
  choose: 'To see what a figure is by chance alone: any other model has to be far better.',
  reference: 'A normal draw for each person and film, as the NormalPredictor of Surprise (Hug 2020)',
  feedback: ({ objective }) => (objective === 'ranking' ? 'implicit' : 'explicit'),
  baseline: true,
  random: true,
  scoresUnrated: true,
  parameters: {
    objective: choice({
      default: 'rating',
      among: ['rating', 'ranking'],
      search: false,
      about: 'guess ratings, or only an order',
    }),
  },

  memory() {
    return 0;
  },

  fit({ columns: { value }, mean }, { objective }, { seed }) {
    const squares = value.reduce((sum, rating) => sum + (rating - mean) ** 2, 0);
    const ranks = Number(objective === 'ranking');
    const key = Math.floor(uniform(seed, 'random')(0) * 2 ** 32);
    return { ranks, mean, deviation: Math.sqrt(squares / value.length), key };
  },

  /** A person is a stream of chance: the same for the same history, another for any other. */
  foldIn({ ranks, mean, deviation, key }, history) {
    const own = (key ^ hashOf(history)) >>> 0;
    if (ranks) return { guess: uniform(own, 'random.order') };
    const draw = normal(own, 'random.ratings', deviation);
    return { guess: (item: number) => mean + draw(item) };
  },

  score(_state, { guess }, scores) {
    for (let item = 0; item < scores.length; item++) scores[item] = guess(item);
  },

  scoreItems(_state, { guess }, items, scores) {
    for (const [at, item] of items.entries()) scores[at] = guess(item);
  },

  explain({ ranks, mean }, { guess }, item) {
    if (ranks) return [{ because: 'rest', amount: guess(item) }];
    return [
      { because: 'average', amount: mean },
      { because: 'rest', amount: guess(item) - mean },
    ];
  },
});

/** 32 bits that depend on every film and every rating of a history (FNV-1a, Fowler, Noll & Vo 1991). */
function hashOf({ items, ratings }: History): number {
  let hash = 0x811c9dc5;
  const add = (bits: number): void => void (hash = Math.imul(hash ^ bits, 0x01000193) >>> 0);
  for (const item of items) add(item);
  for (const bits of new Int32Array(Float32Array.from(ratings).buffer)) add(bits);
  return hash;
}
