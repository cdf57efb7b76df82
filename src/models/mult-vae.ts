import type { History } from '../dataset/history.ts';
import { defineModel, type Contribution } from './contract/define-model.ts';
import { byFactors } from './contract/factor-model.ts';
import { choice, integer, real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { decodedOf, decodedWithoutEach } from './autoencoder/encoder.ts';
import { likesOf, outputRows } from './autoencoder/likes.ts';
import { codeWidth, hiddenWidth } from './autoencoder/network.ts';
import { train, trainingMemory } from './autoencoder/train.ts';

const { score, scoreItems, scoreBatch, topBatch, similar, similarBatch } = byFactors;

export const multVae = defineModel({
  name: 'mult-vae',
  summary: 'A neural network that is shown part of what someone liked and learns to tell the rest.',
  choose:
    'For lists from sets of many people; training takes seconds on small sets and hours on large ones, ' +
    'and ease is quicker and nearly as good.',
  reference: 'Liang, Krishnan, Hoffman, Jebara 2018, Variational Autoencoders for Collaborative Filtering',
  feedback: 'implicit',
  parameters: {
    hidden: integer({
      default: 200,
      min: 1,
      max: 2000,
      scale: 'log',
      search: [50, 600],
      about: 'units of a hidden layer',
    }),
    latent: integer({
      default: 40,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [16, 200],
      about: "numbers of a person's code, between the hidden layers",
    }),
    form: choice({
      default: 'variational',
      among: ['variational', 'denoising'],
      search: false,
      about: 'codes are drawn at random and held to a prior, or have neither noise nor prior (Mult-DAE)',
    }),
    dropout: real({ default: 0.7, min: 0, max: 0.95, search: [0.2, 0.8], about: 'share of the liked films not shown' }),
    annealCap: real({
      default: 0.5,
      min: 0,
      max: 1,
      search: [0.05, 0.8],
      onlyWith: { form: 'variational' },
      about: 'most weight of the prior',
    }),
    annealSteps: integer({
      default: 1000,
      min: 1,
      max: 1e7,
      scale: 'log',
      search: [200, 20_000],
      onlyWith: { form: 'variational' },
      about: 'steps in which the weight of the prior would grow from 0 to 1; it stops at annealCap',
    }),
    epochs: integer({
      default: 30,
      min: 1,
      max: 1000,
      scale: 'log',
      search: [20, 200],
      about: 'passes over all people',
    }),
    batchSize: integer({ default: 64, min: 1, max: 10_000, scale: 'log', search: false, about: 'people of a step' }),
    learningRate: real({
      default: 0.004,
      min: 1e-6,
      max: 1,
      scale: 'log',
      search: [3e-4, 5e-3],
      about: 'size of the first steps of Adam; they shrink to nothing',
    }),
    regularization: real({
      default: 0.003,
      min: 0,
      max: 1,
      scale: 'log',
      search: [1e-4, 0.01],
      about: 'pull of the weights towards zero',
    }),
    positive: positiveParameter('relevant'),
  },
  matrices: { input: 'width', means: 'width', decoder: 'codeWidth', itemVectors: 'width' },

  memory({ users, items, ratings }, { hidden, latent, batchSize }) {
    const size = { films: Math.min(items, ratings), hidden, latent };
    const people = Math.min(users, batchSize);
    const batchLikes = Math.min(ratings, people * items);
    return trainingMemory(size, people, batchLikes) + 4 * items * hiddenWidth(size) + 8 * ratings;
  },

  async fit(ratings, options, context) {
    const { hidden, latent, form, positive } = options;
    const from = positiveFrom(ratings, positive);
    const { films, likes } = likesOf(ratings.byUser, from, ratings.items.size);
    const size = { films: films.length, hidden, latent };
    const width = hiddenWidth(size);
    const region = ratings.arena.region();
    try {
      const layers = await train(likes, size, { ...options, variational: form === 'variational' }, region, context);
      return {
        ...{ from, factors: hidden, latent, width, codeWidth: codeWidth(size), knownFilms: films },
        // The region goes back, so what stays is copied.
        input: layers.input.slice(),
        means: layers.code.slice(0, latent * width),
        decoder: layers.decoder.slice(),
        itemVectors: outputRows(layers.output, films, ratings.items.size, size),
      };
    } finally {
      region.release();
    }
  },

  prepare({ factors, knownFilms }) {
    const rows = new Map(Array.from(knownFilms, (film, row) => [film, row]));
    return { films: knownFilms.length, hidden: factors, rows };
  },

  /** The encoder, and the decoder up to its last layer: scores are products with the films' rows. */
  foldIn(network, history) {
    return { vector: decodedOf(network, [inputsOf(network, history)]) };
  },

  score,
  scoreItems,
  scoreBatch,
  topBatch,

  /** What the film gets from someone of whom nothing is known, and what it would lose without each liked film. */
  explain(network, { vector, history }, item): Contribution[] {
    const { knownFilms, itemVectors, width } = network;
    const inputs = inputsOf(network, history);
    const without = decodedWithoutEach(network, inputs);
    const scoreOf = (rows: Float32Array, row = 0): number => {
      let sum = 0;
      for (let f = 0; f < width; f++) sum += rows[row * width + f] * itemVectors[item * width + f];
      return sum;
    };
    const score = scoreOf(vector);
    const general = scoreOf(decodedOf(network, [new Int32Array()]));
    const reasons = Array.from(inputs, (input, at): Contribution => {
      return { because: 'rated', item: knownFilms[input], amount: score - scoreOf(without, at) };
    });
    const explained = reasons.reduce((sum, { amount }) => sum + amount, general);
    return [{ because: 'item', amount: general }, ...reasons, { because: 'rest', amount: score - explained }];
  },

  similar,
  similarBatch,
});

/** The input rows of the films that someone liked and the network knows. */
function inputsOf(
  { from, rows }: { readonly from: number; readonly rows: ReadonlyMap<number, number> },
  { items, ratings }: History,
): Int32Array {
  return items.filter((item, at) => ratings[at] >= from && rows.has(item)).map((item) => rows.get(item)!);
}
