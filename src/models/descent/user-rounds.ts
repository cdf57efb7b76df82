/** At most so many groups of people are worked on at the same time. */
const mostGroups = 8;
/** Rounds an epoch that are wanted where a group's share is neither too small nor too large. */
const rounds = 12;
const leastShare = 2048;
const largestShare = 16_384;

/** How many groups work at the same time, and how many rounds make an epoch; it depends on the data alone. */
export function roundsFor(ratings: number): { groups: number; rounds: number } {
  const share = Math.min(largestShare, Math.max(leastShare, ratings / (mostGroups * rounds)));
  const groups = Math.min(mostGroups, Math.max(1, Math.round(ratings / share)));
  return { groups, rounds: Math.max(1, Math.round(ratings / (groups * share))) };
}

/**
 * People cut into rounds, and each round into groups that are worked on at the same time: ranges [from, to) of users,
 * each with about as many ratings. Small shares keep the groups from drifting apart before they are merged; large ones
 * make merging cheap.
 */
export function userRounds(starts: Uint32Array): [number, number][][] {
  const users = starts.length - 1;
  const { groups, rounds } = roundsFor(starts[users]);
  let from = 0;
  return Array.from({ length: rounds }, (_, round) => {
    const shares: [number, number][] = [];
    for (let group = 0; group < groups; group++) {
      const wanted = (starts[users] * (round * groups + group + 1)) / (rounds * groups);
      let to = from;
      while (to < users && starts[to + 1] <= wanted) to++;
      if (round + 1 === rounds && group + 1 === groups) to = users;
      if (to > from) shares.push([from, to]);
      from = to;
    }
    return shares;
  });
}
