import { percent } from '../../charts/percent.ts';
import type { Estimate } from '../../evaluation/measure.ts';
import { enough, type Segment, type Segmentation } from '../../evaluation/segments/summarize-segments.ts';
import type { ReportFacts } from './facts.ts';
import { baseline } from './baseline.ts';
import { figuresOf } from './figures-of.ts';
import { groupWords } from './group-words.ts';

/** How well the model in use serves a group: people by list quality, films by how many of the liked ones lists find. */
export interface Group {
  readonly by: string;
  readonly kind: 'people' | 'films';
  /** As it stands in a sentence after "for". */
  readonly name: string;
  /** What tells it from the others of its grouping: "6 to 20", "Comedy". */
  readonly label: string;
  readonly people: number;
  /** The part of the tested people, or of the liked films to be found that are of this group; null where it is not known. */
  readonly share: number | null;
  readonly figure: Estimate;
  /** For everyone. */
  readonly overall: number;
  readonly popular: Estimate | undefined;
  /** The model that does best here by the figure alone. */
  readonly best: { readonly model: string; readonly value: number };
  /** The interval lies wholly below the figure for everyone, and there are people enough. */
  readonly isWeak: boolean;
  /** Whether popularity's figure lies below the interval; null where there is nothing to tell it by. */
  readonly beatsPopular: boolean | null;
}

/** The groups of all groupings, in their order. */
export function groupsOf(facts: Pick<ReportFacts, 'evaluation' | 'chosen' | 'models' | 'data'>): Group[] {
  const { evaluation, chosen, models, data } = facts;
  const figures = figuresOf(facts);
  const others = evaluation.models.find(({ model }) => model === baseline)?.segments ?? [];
  const isComparable = chosen !== baseline && !models.get(chosen)?.impersonal;
  return figures.own.segments.flatMap(({ by, kind, groups }) => {
    const key = kind === 'people' ? figures.ndcg : `recall@${figures.k}`;
    const everyone = figures.of(key);
    if (!everyone) return [];
    return groups.flatMap(({ name, people, metrics }): Group[] => {
      const figure = metrics[key];
      if (!figure) return [];
      const other = groupIn(others, by, name)?.metrics[key];
      const values = evaluation.models.flatMap(({ model, segments }) => {
        const value = groupIn(segments, by, name)?.metrics[key]?.value;
        return value === undefined ? [] : [{ model, value }];
      });
      const { low, high } = figure;
      const isSure = people >= enough && low !== null && high !== null;
      const known = data.heldOutBy.find(({ band }) => by === 'popularity' && band === name);
      const films = known && data.heldOut > 0 ? known.films / data.heldOut : null;
      return [
        {
          ...{ by, kind, people, figure },
          ...{ name: groupWords(by, name), label: name },
          share: kind === 'people' ? people / figures.own.users : films,
          overall: everyone.value,
          popular: other,
          best: values.reduce((most, one) => (one.value > most.value ? one : most), {
            model: chosen,
            value: figure.value,
          }),
          isWeak: isSure && high < everyone.value,
          beatsPopular: isComparable && isSure && other ? other.value < low : null,
        },
      ];
    });
  });
}

const groupIn = (segments: readonly Segmentation[], by: string, name: string): Segment | undefined =>
  segments.find((one) => one.by === by)?.groups.find((one) => one.name === name);

/** What everyone would gain if the group were served as well as all: its share times its gap. */
export const lossIn = ({ share, figure, overall }: Group): number => (share ?? 0) * (overall - figure.value);

/** Of weak groups the one in which most is lost. */
export const weakest = (groups: readonly Group[]): Group | undefined =>
  groups
    .filter(({ isWeak, share }) => isWeak && share !== null)
    .reduce<Group | undefined>((most, one) => (most && lossIn(most) >= lossIn(one) ? most : one), undefined);

/**
 * Of weak groups of people that are better served than by the most popular films, the one in which most is lost. Where that
 * is so of all with few known ratings, these together: "people with 100 known ratings or fewer", 20 to 29 % less good.
 */
export function poorlyServed(people: readonly Group[]):
  | {
      readonly name: string;
      readonly share: number;
      /** How much less good their lists are than everyone's. */
      readonly behind: string;
      /** Whether these lists are clearly better than the most popular films, in all of them. */
      readonly beatsPopular: boolean;
    }
  | undefined {
  const served = people.filter((one) => one.beatsPopular !== false);
  const worst = weakest(served);
  if (!worst) return undefined;
  const bands = people.filter(({ by }) => by === 'activity');
  const strong = bands.findIndex((one) => !one.isWeak || !served.includes(one));
  const few = bands.slice(0, strong < 0 ? bands.length : strong);
  const most = few.at(-1)?.label.match(/to (\d+)/)?.[1];
  const together = few.length > 1 && few.includes(worst) && most !== undefined ? few : [worst];
  const gaps = together.map(({ figure, overall }) => 1 - figure.value / overall).sort((a, b) => a - b);
  const [least, largest] = [gaps[0], gaps.at(-1)!].map(percent) as [string, string];
  return {
    name: together.length > 1 ? `people with ${most!} known ratings or fewer` : worst.name,
    share: together.reduce((sum, one) => sum + one.share!, 0),
    behind: least === largest ? least : `${least.replace(/ %$/, '')} to ${largest}`,
    beatsPopular: together.every((one) => one.beatsPopular === true),
  };
}

/** Which of the tested models serves a group best, as a clause. */
export const bestIn = ({ best, figure }: Group): string =>
  best.value > figure.value
    ? `${best.model} does better there today, with ${best.value.toFixed(3)}`
    : 'none of the other models does better there today';

/**
 * Films that few people know and that lists hardly find: from the least known groups on, all in which less than half of
 * the usual part is found. Nothing where there is none.
 */
export function littleKnown(
  groups: readonly Group[],
): { readonly most: string; readonly share: number; readonly found: number } | undefined {
  const bands = groups.filter(({ by }) => by === 'popularity');
  const found = bands.findIndex(({ isWeak, figure, overall }) => !isWeak || figure.value >= overall / 2);
  const few = bands.slice(0, found < 0 ? bands.length : found);
  const last = few.at(-1)?.label.match(/to (\d+)/)?.[1];
  if (last === undefined) return undefined;
  const share = few.reduce((sum, one) => sum + (one.share ?? 0), 0);
  return { most: last, share, found: Math.max(...few.map(({ figure }) => figure.value)) };
}
