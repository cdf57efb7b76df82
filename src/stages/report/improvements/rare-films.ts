import { percent } from '../../../charts/percent.ts';
import { bestIn, groupsOf, lossIn, weakest } from '../groups-of.ts';
import { decimal, whole } from '../words.ts';
import type { Improver } from './improvement.ts';

/** Films that few people know, found as often as others; and films that nobody rated, which no list can hold. */
export const rareFilms: Improver = (facts) => {
  const { data } = facts;
  const group = weakest(groupsOf(facts).filter(({ by }) => by === 'popularity'));
  const unrated = data.heldOutBy.find(({ band }) => band === 'no ratings')?.films ?? 0;
  const share = data.heldOut > 0 ? unrated / data.heldOut : 0;
  return [
    ...(group && group.overall > 0
      ? [
          {
            what: `Find ${group.name} as often as others`,
            gain: lossIn(group) / group.overall,
            kind: 'at most' as const,
            how: `their share of the liked films to be found times how far the part of them that lists find is behind that of all, by that of all: ${percent(group.share!)} × (${decimal(group.overall)} − ${decimal(group.figure.value)}) / ${decimal(group.overall)}; at most, because each place in a list can be taken once; ${bestIn(group)}`,
            section: 'weaknesses',
          },
        ]
      : []),
    ...(share > 0
      ? [
          {
            what: 'Get first ratings of the films that nobody has rated',
            gain: share,
            kind: 'at most' as const,
            how: `the part of the liked films to be found that nobody had rated before, and that no list can hold: ${whole(unrated)} / ${whole(data.heldOut)}; at most, as if they were then found as often as others`,
            section: 'weaknesses',
          },
        ]
      : []),
  ];
};
