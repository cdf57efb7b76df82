import type { Context } from '../context.ts';
import { hasFeatures } from '../dataset/film-features.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { defineModel, needsOf, usesOf } from './contract/define-model.ts';
import { fitModel } from './contract/fit-model.ts';
import type { Model } from './contract/model.ts';
import { objectiveParameter } from './contract/objective.ts';
import { names, real } from './contract/parameters.ts';
import { blendScores, spreadsOf } from './hybrid/blend.ts';
import { collectExamples } from './hybrid/examples.ts';
import { explainBlend } from './hybrid/explain-blend.ts';
import { innerSplit, type Inner } from './hybrid/inner-split.ts';
import { learnRankingWeights } from './hybrid/learn-ranking-weights.ts';
import { learnRatingWeights } from './hybrid/learn-rating-weights.ts';
import { matricesOfMembers, membersOf, nestStates } from './hybrid/members.ts';
import { memberNames, membersUnder, type HybridParameters, type Planned } from './hybrid/members-under.ts';
import { auto, definitionOfPart, possibleParts, usualParts } from './hybrid/part-names.ts';
import { scoresOf, scoresOfItems, scoresOfMany, usersOf } from './hybrid/member-scores.ts';

export const hybrid = defineModel({
  name: 'hybrid',
  summary: 'Several models at once: what each says, weighed by how well it did on ratings that it had not seen.',
  choose:
    'For the best of several models; where people or films have few ratings, it leans on what is known of the films.',
  reference:
    'Stacking: Breiman 1996; weights that depend on how much is known: Sill, Takács, Mackey, Lin 2009, Feature-Weighted ' +
    'Linear Stacking; to rank, the conditional logit of McFadden 1974',
  feedback: ({ objective }) => (objective === 'ranking' ? 'implicit' : 'explicit'),
  scoresUnrated: true,
  needs: (parameters) =>
    parameters.parts === auto
      ? []
      : membersUnder(parameters).flatMap(({ definition, parameters: own }) => needsOf(definition, own)),
  uses: (parameters) =>
    membersUnder(parameters).flatMap(({ definition, parameters: own }) => [
      ...needsOf(definition, own),
      ...usesOf(definition, own),
    ]),
  parameters: {
    objective: objectiveParameter,
    parts: names({
      default: auto,
      known: () => [auto, ...possibleParts()],
      about:
        `the models it is made of; ${auto}: ${usualParts.rating.join(', ')} for ratings, ` +
        `${usualParts.ranking.join(', ')} for lists. Their parameters are PART.NAME`,
    }),
    heldOut: real({
      default: 0.2,
      min: 0.01,
      max: 0.5,
      search: [0.05, 0.3],
      about: 'share of the training ratings that the weights are learned from, before the parts are fitted on all',
    }),
  },
  matrices: matricesOfMembers,

  part(name, parameters) {
    return memberNames(parameters).includes(name) ? definitionOfPart(name) : undefined;
  },

  /** Members are fitted one after the other, twice; each stays. */
  memory(size, parameters) {
    const needed = membersUnder(parameters, size).map(({ definition, parameters: own }) =>
      definition.memory(size, own),
    );
    return needed.reduce((sum, bytes) => sum + bytes, 16 * size.ratings);
  },

  /** Learns the weights from ratings that the members have not seen, then fits these on everything. */
  async fit(ratings, parameters, context) {
    const ranks = parameters.objective === 'ranking';
    const inner = innerSplit(ratings, parameters.heldOut, context.seed);
    const planned = plannedFor(ratings, parameters);
    const weights = await weightsFrom(inner, planned, ranks, context);
    const fitted = await fitMembers(ratings, planned, context);
    return { ...nestStates(fitted), ranks: Number(ranks), weights, counts: fitted[0].seen.counts };
  },

  prepare(state) {
    const members = membersOf(state);
    return { members, blend: { ranks: state.ranks === 1, members: members.length, weights: state.weights } };
  },

  foldIn({ members }, history) {
    return { users: usersOf(members, history) };
  },

  known({ members }, user, history) {
    return { users: usersOf(members, history, user) };
  },

  score({ members, blend, counts }, { users, history }, scores) {
    const own = scoresOf(members, users, { history, counts });
    blendScores(blend, own, spreadsOf(blend, own, history), { history, counts }, scores);
  },

  scoreItems({ members, blend, counts }, { users, history }, items, scores) {
    if (!blend.ranks) {
      const own = scoresOfItems(members, users, items, { history, counts });
      return blendScores(blend, own, [], { history, counts: items.map((item) => counts[item]) }, scores);
    }
    // Standardized scores want to know all others.
    const own = scoresOf(members, users, { history, counts });
    const all = new Float32Array(counts.length).fill(NaN);
    blendScores(blend, own, spreadsOf(blend, own, history), { history, counts }, all);
    for (const [at, item] of items.entries()) scores[at] = all[item];
  },

  async scoreBatch({ members, blend, counts }, people, scores, context) {
    const all = await scoresOfMany(members, people, counts, context);
    for (const [at, { history }] of people.entries()) {
      const own = all.map((rows) => rows.subarray(at * counts.length, (at + 1) * counts.length));
      const row = scores.subarray(at * counts.length, (at + 1) * counts.length);
      blendScores(blend, own, spreadsOf(blend, own, history), { history, counts }, row);
    }
  },

  explain({ members, blend, counts }, { users, history }, item) {
    return explainBlend(blend, members, { users, history, counts }, item);
  },
});

/** The members for this data: the same whichever part of it they are fitted on. */
function plannedFor({ users, items, size, features }: Ratings, parameters: HybridParameters): Planned[] {
  const withFeatures = features !== undefined && hasFeatures(features);
  return membersUnder(parameters, { users: users.size, items: items.size, ratings: size }, withFeatures);
}

/** The weights, from members fitted on one part of the training ratings and asked for the other. */
async function weightsFrom(
  inner: Inner,
  planned: readonly Planned[],
  ranks: boolean,
  context: Context,
): Promise<Float64Array> {
  const members = membersOf(nestStates(await fitMembers(inner.training, planned, context)));
  const examples = await collectExamples(members, inner, ranks, context);
  return ranks ? learnRankingWeights(examples, context) : learnRatingWeights(examples);
}

async function fitMembers(ratings: Ratings, planned: readonly Planned[], context: Context): Promise<Model[]> {
  const fitted: Model[] = [];
  for (const { definition, parameters } of planned) {
    fitted.push(await fitModel(definition, ratings, parameters, context));
  }
  return fitted;
}
