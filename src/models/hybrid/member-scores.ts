import type { Context } from '../../context.ts';
import type { History } from '../../dataset/history.ts';
import { asOf } from '../contract/as-of.ts';
import { userOf, type User } from '../contract/define-model.ts';
import type { Member } from './members.ts';

/**
 * Scores of members, a row each, NaN for no opinion. The first member is the baseline, which has an opinion on films that
 * nobody rated, too: that they are like any other. Of these, other members that go by ratings know nothing but their
 * random start.
 */

/** A person as each member sees them. */
export type Users = readonly User[];

/** What was rated, by whom and how often. */
interface Rated {
  readonly history: History;
  /** How many people rated each film. */
  readonly counts: Uint32Array;
}

/** The same person as each member sees them; `index` is their place in the training set, if they are in it. */
export const usersOf = (members: readonly Member[], history: History, index?: number): Users =>
  members.map(({ definition, state }) => userOf(definition, state, history, index));

/** All films' scores of one person. */
export const scoresOf = (members: readonly Member[], users: Users, { history, counts }: Rated): Float32Array[] =>
  members.map((member, at) => {
    const scores = new Float32Array(counts.length).fill(NaN);
    member.definition.score(member.state, asAsked(users[at], history), scores);
    return at === 0 ? scores : silenceUnrated(member, scores, counts);
  });

/** The scores of some films. */
export const scoresOfItems = (
  members: readonly Member[],
  users: Users,
  items: Int32Array,
  { history, counts }: Rated,
): Float32Array[] =>
  members.map((member, at) => {
    const { definition, state } = member;
    const user = asAsked(users[at], history);
    const scores = new Float32Array(items.length).fill(NaN);
    if (definition.scoreItems) definition.scoreItems(state, user, items, scores);
    else {
      const all = new Float32Array(counts.length).fill(NaN);
      definition.score(state, user, all);
      for (const [place, item] of items.entries()) scores[place] = all[item];
    }
    const own = items.map((item) => counts[item]);
    return at === 0 ? scores : silenceUnrated(member, scores, own);
  });

/** All films' scores of several people, one person after another. */
export async function scoresOfMany(
  members: readonly Member[],
  people: readonly User<{ readonly users: Users }>[],
  counts: Uint32Array,
  context: Context,
): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for (const [at, member] of members.entries()) {
    const { definition, state } = member;
    const users = people.map(({ users: own, history }) => asAsked(own[at], history));
    const scores = new Float32Array(people.length * counts.length).fill(NaN);
    const rows = users.map((_, row) => scores.subarray(row * counts.length, (row + 1) * counts.length));
    if (definition.scoreBatch) await definition.scoreBatch(state, users, scores, context);
    else for (const [row, user] of users.entries()) definition.score(state, user, rows[row]);
    if (at > 0) for (const row of rows) silenceUnrated(member, row, counts);
    all.push(scores);
  }
  return all;
}

/** A person as of the time that the whole is asked for. */
const asAsked = (user: User, { at }: History): User => (at === undefined ? user : asOf(user, at));

function silenceUnrated({ definition }: Member, scores: Float32Array, counts: ArrayLike<number>): Float32Array {
  if (definition.scoresUnrated) return scores;
  for (let at = 0; at < scores.length; at++) if (counts[at] === 0) scores[at] = NaN;
  return scores;
}
