import { percent } from '../../../charts/percent.ts';
import { significance } from '../../../evaluation/rank-models.ts';
import { figuresOf } from '../figures-of.ts';
import { decimal } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Two models that are the same but for what is known of films. */
const [withFacts, without] = ['feature-ease', 'ease'];

/** What is not known of films: who made them. */
export const filmFacts: Improver = (facts) => {
  const { ingested, dataset } = facts;
  const figures = figuresOf(facts);
  const known = ingested.coverage?.find(({ kind }) => kind === 'people');
  const missing = known ? 1 - known.ofRatings : 1;
  if (missing < 0.005) return [];
  const what = known
    ? `Find out who made the films of the other ${percent(missing)} of the ratings`
    : 'Add what is known of the films: directors, cast, plots';
  const rest = {
    what,
    section: 'data',
    command: `movierec ingest --dataset ${dataset} --from DATA --imdb DIR --tmdb DIR`,
  };
  const unknown = { ...rest, gain: null, kind: 'estimate' as const };
  const test = figures.between(figures.ndcg, withFacts, without);
  const plain = figures.of(figures.ndcg, without);
  if (!test || !plain || !(plain.value > 0)) {
    return [
      { ...unknown, how: `what facts of films bring is only known where both ${withFacts} and ${without} are trained` },
    ];
  }
  const effect = test.difference / plain.value;
  if (!(effect > 0) || !(test.corrected < significance)) {
    return [
      { ...unknown, how: `${withFacts}, which goes by facts of films, is not better than ${without} beyond chance` },
    ];
  }
  if (!known) {
    return [
      {
        ...unknown,
        how: `what is known already (genres, years, tags) makes lists ${percent(effect)} better, ${withFacts} against ${without}; what more facts would bring is not known`,
      },
    ];
  }
  return [
    {
      ...rest,
      gain: missing * effect,
      kind: 'estimate',
      how: `the part of the ratings whose films’ makers are not known times what facts of films bring, ${withFacts} against ${without}: ${percent(missing)} × (${decimal(plain.value + test.difference)} − ${decimal(plain.value)}) / ${decimal(plain.value)}; an estimate, as if facts helped all films alike`,
    },
  ];
};
