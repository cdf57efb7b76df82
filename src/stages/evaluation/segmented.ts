import type { Context } from '../../context.ts';
import type { Dataset } from '../../dataset/load-dataset.ts';
import { role } from '../../dataset/splits/role.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import { FilmSegments } from '../../evaluation/segments/film-segments.ts';
import type { Facts, Grouping, Groups } from '../../evaluation/segments/grouping.ts';
import { peopleSegments } from '../../evaluation/segments/people-segments.ts';
import { groupings } from '../../evaluation/segments/registry.ts';
import { summarizeSegments, type Segmentation } from '../../evaluation/segments/summarize-segments.ts';
import { metricOfFigure } from '../../metrics/registry.ts';

/** The groupings that a data set allows, with their groups. */
export type Segmenting = readonly { readonly grouping: Grouping; readonly groups: Groups }[];

/** Groups of people and films by what the first round trains on. */
export function segmenting({ ratings, catalog, people }: Dataset, roles: Uint8Array): Segmenting {
  const userCounts = new Uint32Array(ratings.users.size);
  const itemCounts = new Uint32Array(ratings.items.size);
  const { user, item } = ratings.columns;
  for (let at = 0; at < roles.length; at++) {
    if (roles[at] === role.train) itemCounts[item[at]]++;
    if (roles[at] === role.train || roles[at] === role.foldIn) userCounts[user[at]]++;
  }
  const facts: Facts = { userCounts, itemCounts, genres: catalog.genres, people };
  return groupings.flatMap((grouping) => {
    const groups = grouping.groups(facts);
    return groups ? [{ grouping, groups }] : [];
  });
}

/** What takes the figures of groups of films for one model, in the order of the groupings of films. */
export const filmSegments = (segments: Segmenting, k: number, users: number): FilmSegments[] =>
  segments.filter(({ grouping }) => grouping.kind === 'films').map(({ groups }) => new FilmSegments(groups, k, users));

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
