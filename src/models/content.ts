import type { History } from '../dataset/history.ts';
import type { Rows } from '../dataset/rows.ts';
import { baselineParameters } from './contract/baseline.ts';
import { defineModel, type User } from './contract/define-model.ts';
import { objectiveParameter } from './contract/objective.ts';
import { real } from './contract/parameters.ts';
import { positiveFrom, positiveParameter } from './contract/positive.ts';
import { setsParameters } from './content/sets-parameters.ts';
import { cosines } from './content/cosines.ts';
import { levelRidgeParameter } from './content/expected-levels.ts';
import { explainProfile } from './content/explain-profile.ts';
import { likingOf, likingsOfMany, profileOf, type Speaker } from './content/profile.ts';
import { solveVoices, type TasteEquations } from './content/solve-voices.ts';
import { weighByLikings, weighByRatings } from './content/weigh.ts';
import { halfLifeParameter, recencyOf } from './neighborhood/recency.ts';

export const content = defineModel({
  name: 'content',
  summary: 'What films are, weighed by what this person thinks of each feature.',
  choose:
    'For films that few or none have rated, and for reasons in words: it knows new films from the day they are in the catalog.',
  reference:
    'Pazzani, Billsus 2007, Content-based recommendation systems; ratings as a random effect of the features, with ' +
    'variances after Haseman, Elston 1972; what was rated long ago counts less as in Ding, Li 2005',
  feedback: ({ objective }) => (objective === 'ranking' ? 'implicit' : 'explicit'),
  scoresUnrated: true,
  byContent: true,
  needs: ({ halfLife }) => (halfLife > 0 ? ['features', 'times'] : ['features']),
  parameters: {
    objective: objectiveParameter,
    ...setsParameters,
    strength: real({
      default: 1,
      min: 0,
      max: 100,
      search: [0.3, 3],
      about: 'how much people differ in what they think of features, beside what the ratings say',
      onlyWith: { objective: 'rating' },
    }),
    prior: real({
      default: 5,
      min: 0,
      max: 1000,
      search: [0, 30],
      about: "likings' worth of the average taste in everyone's",
      onlyWith: { objective: 'ranking' },
    }),
    popularity: real({
      default: 0,
      min: 0,
      max: 1,
      about: 'how far a film counts for how many like it; 0: for how many like films of its kind, rated or not',
      onlyWith: { objective: 'ranking' },
    }),
    levelRidge: levelRidgeParameter,
    halfLife: halfLifeParameter,
    positive: { ...positiveParameter('relevant'), onlyWith: { objective: 'ranking' } },
    ...baselineParameters,
    userDamping: { ...baselineParameters.userDamping, onlyWith: { objective: 'rating' } },
    itemDamping: { ...baselineParameters.itemDamping, onlyWith: { objective: 'rating' } },
  },

  memory({ users, items, ratings }) {
    return 8 * (users + items + ratings);
  },

  async fit(ratings, options, context) {
    const { halfLife, prior } = options;
    const from = positiveFrom(ratings, options.positive);
    if (options.objective === 'ranking') {
      const { films, ...learned } = await weighByLikings(ratings, { ...options, from }, context);
      return { ranks: 1, mean: 0, people: 0, noise: 1, from, prior, halfLife, ...films, ...learned };
    }
    const { films, ...learned } = await weighByRatings(ratings, options, context);
    const average = new Float32Array(learned.features.length);
    return { ranks: 0, mean: ratings.mean, from, prior, halfLife, ...films, ...learned, average };
  },

  /** How much each rated film speaks; with a half-life that depends on the time that is asked for. */
  foldIn(state, history) {
    return state.halfLife > 0 ? {} : { voices: voicesOf(state, history) };
  },

  score(state, user, scores) {
    const speaker = speakerOf(state, user);
    const profile = profileOf(state, speaker);
    const level = levelOf(state, speaker);
    for (let item = 0; item < scores.length; item++) {
      if (isKnown(state, item)) scores[item] = level + state.levels[item] + likingOf(state, profile, item);
    }
  },

  scoreItems(state, user, items, scores) {
    const speaker = speakerOf(state, user);
    const profile = profileOf(state, speaker);
    const level = levelOf(state, speaker);
    for (const [at, item] of items.entries()) {
      if (isKnown(state, item)) scores[at] = level + state.levels[item] + likingOf(state, profile, item);
    }
  },

  async scoreBatch(state, users, scores, context) {
    const speakers = users.map((user) => speakerOf(state, user));
    await likingsOfMany(state, speakers, scores, context);
    const { levels } = state;
    for (const [row, speaker] of speakers.entries()) {
      const level = levelOf(state, speaker);
      for (let item = 0, at = row * levels.length; item < levels.length; item++, at++) {
        scores[at] = isKnown(state, item) ? level + levels[item] + scores[at] : NaN;
      }
    }
  },

  explain(state, user, item) {
    const speaker = speakerOf(state, user);
    return [
      { because: 'average', amount: state.mean },
      { because: 'item', amount: state.levels[item] },
      { because: 'user', amount: levelOf(state, speaker) - state.mean },
      ...explainProfile(state, speaker, item),
    ];
  },

  similar(state, item, similarities) {
    cosines(state, item, similarities);
  },
});

interface Taste extends TasteEquations {
  readonly ranks: number;
  readonly mean: number;
  readonly levels: Float32Array;
  readonly from: number;
  readonly prior: number;
  readonly halfLife: number;
}

/** Known is a film of which there is a feature. */
const isKnown = ({ starts }: Rows, item: number): boolean => starts[item + 1] > starts[item];

const speakerOf = (state: Taste, { history, voices }: User<{ voices?: Float64Array }>): Speaker => ({
  items: history.items,
  voices: voices ?? voicesOf(state, history),
});

/** What is added to every score of someone. */
const levelOf = ({ mean, people }: Taste, { voices }: Speaker): number =>
  mean + people * voices.reduce((sum, voice) => sum + voice, 0);

/** By their ridge regression, or, for ranking, all liked films alike. */
function voicesOf(state: Taste, history: History): Float64Array {
  const { ranks, mean, levels, from, prior, halfLife } = state;
  const weights = recencyOf(history, halfLife);
  const { items, ratings } = history;
  if (!ranks) {
    const left = Float64Array.from(items, (item, at) => ratings[at] - mean - levels[item]);
    return solveVoices(state, { items, left, weights });
  }
  const liked = Float64Array.from(weights, (weight, at) => (ratings[at] >= from ? weight : 0));
  const total = liked.reduce((sum, weight) => sum + weight, prior);
  return liked.map((weight) => weight / (total || 1));
}
