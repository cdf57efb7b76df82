import type { Estimate } from '../../evaluation/measure.ts';
import { enough } from '../../evaluation/segments/summarize-segments.ts';
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
  readonly people: number;
  /** The part of the tested people, or of the liked films to be found that are of this group; null where it is not known. */
  readonly share: number | null;
  readonly figure: Estimate;
  /** For everyone. */
  readonly overall: number;
  readonly popular: Estimate | undefined;
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
      const other = others.find((one) => one.by === by)?.groups.find((one) => one.name === name)?.metrics[key];
      const { low, high } = figure;
      const isSure = people >= enough && low !== null && high !== null;
      const known = data.heldOutBy.find(({ band }) => by === 'popularity' && band === name);
      const films = known && data.heldOut > 0 ? known.films / data.heldOut : null;
      return [
        {
          ...{ by, kind, people, figure },
          name: groupWords(by, name),
          share: kind === 'people' ? people / figures.own.users : films,
          overall: everyone.value,
          popular: other,
          isWeak: isSure && high < everyone.value,
          beatsPopular: isComparable && isSure && other ? other.value < low : null,
        },
      ];
    });
  });
}

/** What everyone would gain if the group were served as well as all: its share times its gap. */
export const lossIn = ({ share, figure, overall }: Group): number => (share ?? 0) * (overall - figure.value);

/** Of weak groups the one in which most is lost. */
export const weakest = (groups: readonly Group[]): Group | undefined =>
  groups
    .filter(({ isWeak, share }) => isWeak && share !== null)
    .reduce<Group | undefined>((most, one) => (most && lossIn(most) >= lossIn(one) ? most : one), undefined);
