/** Ratings in a group's share of a round: so few that groups do not drift apart, so many that merging is cheap. */
const share = 16_384;
/** More groups would drift too far apart before they are merged, and so would groups in fewer rounds an epoch. */
const mostGroups = 4;
const fewestRounds = 9;

/** How many groups work at the same time: a power of 2 that depends on the data alone; 1 below 300,000 ratings. */
export function groupsFor(ratings: number): number {
  let groups = 1;
  while (2 * groups <= mostGroups && ratings >= 2 * groups * fewestRounds * share) groups *= 2;
  return groups;
}

/**
 * People cut into rounds, and each round into groups that are worked on at the same time: ranges [from, to) of users,
 * each with about as many ratings.
 */
export function userRounds(starts: Uint32Array): [number, number][][] {
  const users = starts.length - 1;
  const ratings = starts[users];
  const groups = groupsFor(ratings);
  const rounds = Math.max(1, Math.round(ratings / (groups * share)));
  let from = 0;
  return Array.from({ length: rounds }, (_, round) => {
    const shares: [number, number][] = [];
    for (let part = round * groups + 1; part <= (round + 1) * groups; part++) {
      let to = from;
      while (to < users && starts[to + 1] * rounds * groups <= ratings * part) to++;
      if (to > from) shares.push([from, to]);
      from = to;
    }
    return shares;
  });
}
