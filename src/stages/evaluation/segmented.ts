import type { Context } from '../../context.ts';
import type { Dataset } from '../../dataset/load-dataset.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import { FilmSegments } from '../../evaluation/segments/film-segments.ts';
import type { Facts, Grouping, Groups } from '../../evaluation/segments/grouping.ts';
import { peopleSegments } from '../../evaluation/segments/people-segments.ts';
import { groupings } from '../../evaluation/segments/registry.ts';
import { summarizeSegments, type Segmentation } from '../../evaluation/segments/summarize-segments.ts';
import { metricOfFigure } from '../../metrics/registry.ts';

/** The groupings that a data set allows, with their groups: as they are in the first round, and in any. */
export type Segmenting = readonly {
  readonly grouping: Grouping;
  readonly groups: Groups;
  groupsOf(roles: Uint8Array): Groups;
}[];

/** Groups of people by what models are given of them when they are tested, and of films by what each round trains on. */
export function segmenting({ ratings, catalog, people }: Dataset, rounds: readonly Uint8Array[]): Segmenting {
  const userCounts = givenCounts(ratings, rounds);
  const factsOf = (roles: Uint8Array): Facts => {
    return { userCounts, itemCounts: trainingCounts(ratings, roles), genres: catalog.genres, people };
  };
  const facts = factsOf(rounds[0]);
  return groupings.flatMap((grouping) => {
    const groups = grouping.groups(facts);
    const groupsOf = (roles: Uint8Array): Groups => (roles === rounds[0] ? groups : grouping.groups(factsOf(roles)))!;
    return groups ? [{ grouping, groups, groupsOf }] : [];
  });
}

/** How many ratings of each person are given in the first round that tests them. */
function givenCounts({ users, columns: { user } }: Ratings, rounds: readonly Uint8Array[]): Uint32Array {
  const counts = new Uint32Array(users.size);
  const isCounted = new Uint8Array(users.size);
  for (const roles of rounds) {
    const isTested = new Uint8Array(users.size);
    for (let at = 0; at < roles.length; at++) if (roles[at] === role.test) isTested[user[at]] = 1;
    for (let at = 0; at < roles.length; at++) {
      const isGiven = roles[at] === role.train || roles[at] === role.foldIn;
      if (isGiven && isTested[user[at]] && !isCounted[user[at]]) counts[user[at]]++;
    }
    for (let one = 0; one < isTested.length; one++) isCounted[one] |= isTested[one];
  }
  return counts;
}

function trainingCounts({ items, columns: { item } }: Ratings, roles: Uint8Array): Uint32Array {
  const counts = new Uint32Array(items.size);
  for (let at = 0; at < roles.length; at++) if (roles[at] === role.train) counts[item[at]]++;
  return counts;
}

/** What takes the figures of groups of films for one model, in the order of the groupings of films. */
export const filmSegments = (segments: Segmenting, k: number, users: number): FilmSegments[] =>
  segments
    .filter(({ grouping }) => grouping.kind === 'films')
    .map(({ groups: { names }, groupsOf }) => new FilmSegments(names, groupsOf, k, users));

/** One model's figures group by group, in all groupings. */
export async function summarizeAll(
  segments: Segmenting,
  { outcomes, films, k }: { outcomes: Outcomes; films: readonly FilmSegments[]; k: number },
  context: Context,
): Promise<Segmentation[]> {
  const keys = ['rmse', `ndcg@${k}`, `recall@${k}`];
  const isLowerBetter = (key: string): boolean => metricOfFigure(key).better === 'lower';
  const waiting = [...films];
  const segmentations: Segmentation[] = [];
  for (const { grouping, groups } of segments) {
    const { name: by, kind } = grouping;
    const found = kind === 'people' ? peopleSegments(outcomes.measures, keys, groups) : waiting.shift()!.segmented();
    segmentations.push(await summarizeSegments({ by, kind, groups: found }, isLowerBetter, context));
  }
  return segmentations.filter((segmentation) => segmentation.groups.length > 0);
}
