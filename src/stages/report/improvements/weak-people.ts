import { percent } from '../../../charts/percent.ts';
import { bestIn, groupsOf, lossIn, weakest } from '../groups-of.ts';
import { decimal } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Of each grouping of people the group in which most is lost, served as well as everyone. */
export const weakPeople: Improver = (facts) => {
  const groups = groupsOf(facts).filter(({ kind }) => kind === 'people');
  return [...new Set(groups.map(({ by }) => by))].flatMap((by) => {
    const group = weakest(groups.filter((one) => one.by === by));
    if (!group || !(group.overall > 0)) return [];
    const { name, share, figure, overall } = group;
    return [
      {
        what: `Serve ${name} as well as everyone`,
        gain: lossIn(group) / overall,
        kind: 'at most' as const,
        how: `their share of the people times how far their list quality is behind everyone’s, by everyone’s: ${percent(share!)} × (${decimal(overall)} − ${decimal(figure.value)}) / ${decimal(overall)}; at most, because such people have fewer films to find; ${bestIn(group)}`,
        section: 'weaknesses',
      },
    ];
  });
};
