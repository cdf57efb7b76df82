import { choice, integer, real } from '../contract/parameters.ts';

/** A step size, and a pull at each step, searched within a factor of some ten of the default. */
const rate = (value: number, about: string) =>
  real({ default: value, min: 0, max: 1, scale: 'log', search: [value / 10, Math.min(1, value * 10)], about });

/** How many ratings a prior weighs as much as. */
const damping = (value: number, about: string) =>
  real({ default: value, min: 0.1, max: 1e4, scale: 'log', search: [value / 10, value * 10], about });

/** The parameters of what changes with time in timeSVD++, each group with a rate and a pull of its own. */
export const temporalParameters = {
  periods: integer({
    default: 10,
    min: 1,
    max: 200,
    scale: 'log',
    search: [3, 30],
    about: 'periods of equal numbers of ratings, each with its own offset of a film',
  }),
  periodLearningRate: rate(0.01, 'step size of these offsets'),
  periodDamping: damping(1000, 'ratings of prior weight in each of them'),
  frequencyLearningRate: rate(0.01, "step size of a film's offsets by how many films the person rated that day"),
  frequencyDamping: damping(1000, 'ratings of prior weight in each of them'),
  drift: choice({
    default: 'offset',
    among: ['none', 'offset', 'taste'],
    search: false,
    about: 'what drifts in a person: nothing, how high they rate, or the taste, too',
  }),
  driftLearningRate: rate(0.001, 'step size of drifts'),
  driftRegularization: rate(0.1, 'their pull towards zero at each step'),
  driftDamping: real({
    default: 3,
    min: 0.01,
    max: 1000,
    scale: 'log',
    search: [0.1, 30],
    about: 'pull of drifts towards zero in fold-in, in times that of the vector',
  }),
  occasions: choice({
    default: 'bursts',
    among: ['days', 'bursts'],
    search: false,
    about: 'what has an offset of its own in a person: each day, or each burst of ratings of a day as well',
  }),
  pause: integer({
    default: 60,
    min: 0,
    max: 86_400,
    search: false,
    about: 'most seconds between one rating of a burst and the next',
  }),
  occasionLearningRate: rate(0.0002, 'step size of the offsets of days and bursts'),
  dayDamping: real({
    default: 5,
    min: 0.1,
    max: 1000,
    scale: 'log',
    search: [3, 100],
    about: "ratings of prior weight in a day's offset",
  }),
  burstDamping: real({
    default: 7,
    min: 0.1,
    max: 1000,
    scale: 'log',
    search: [1, 50],
    about: "ratings of prior weight in a burst's offset",
    onlyWith: { occasions: 'bursts' },
  }),
};
