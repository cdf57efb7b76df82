import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { bfmDraw as expected, type Features } from '../../src/kernels/reference/bfm-draw.ts';
import { blocksOf } from '../../src/models/bayesian/blocks.ts';
import { planesFor, startChain } from '../../src/models/bayesian/chain.ts';
import { columnsFor, sweepChains } from '../../src/models/bayesian/gibbs.ts';
import { timeBins } from '../../src/models/bayesian/time-bins.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { fillNormal, sequence } from '../../src/random.ts';
import { ratingsFrom } from '../fixtures/ratings.ts';

const quiet = createContext({ threads: 1 });

/** Random ratings on random days, some without a time, some people with one rating, and a film that nobody rated. */
function someRatings(users: number, items: number): Ratings {
  const random = sequence(users, `some ratings ${items}`);
  const rows = [];
  for (let user = 0; user < users; user++) {
    for (let item = 0; item < items; item++) {
      const time = random() < 0.1 ? 0 : Math.floor(1 + 5 * random()) * 86_400;
      const row = { user: `${user}`, item: `${item}`, rating: Math.ceil(10 * random()) / 2, time };
      if (random() < 0.4 || item === user % items) rows.push(row);
    }
  }
  return ratingsFrom(rows, { min: 0.5, max: 5 }, { unrated: ['never'] });
}

async function started(ratings: Ratings, rank: number, implicit = { userFilms: true, filmUsers: true }) {
  const region = ratings.arena.region();
  const blocks = await blocksOf(ratings, timeBins(ratings.columns.time, 1), implicit, region, createContext());
  const errors = ratings.byUser.values.map((value) => value - ratings.mean);
  const chain = startChain(blocks, rank, errors, { seed: 5, purpose: 'test' }, region);
  const machine = { arena: ratings.arena, blocks, rank, columns: region.place(columnsFor(rank)) };
  return { machine, chain };
}
type Started = Awaited<ReturnType<typeof started>>;

/** Which features each rating has: those of its row of each block, group after group. */
function featuresOf({ machine: { blocks } }: Started): Features['ratings'] {
  const firsts = new Map<object, number>();
  let total = 0;
  for (const group of blocks.flatMap(({ groups }) => groups)) {
    firsts.set(group, total);
    total += group.count;
  }
  return Array.from(blocks[0].rowOf, (_, rating) =>
    blocks.flatMap(({ rowOf, groups, values, counts }) => {
      const row = rowOf[rating];
      return groups.flatMap((group) => {
        const first = firsts.get(group)!;
        if (!group.occurrences) return counts[row] > 0 ? [{ feature: first + row, value: 1 }] : [];
        const { starts, rows } = group.occurrences;
        return Array.from({ length: group.count }, (_, feature) => feature)
          .filter((feature) => rows.subarray(starts[feature], starts[feature + 1]).includes(row))
          .map((feature) => ({ feature: first + feature, value: values[row] }));
      });
    }),
  );
}

/** The four numbers of each of `count` rows. */
const planeOf = (numbers: Float32Array, count: number, plane: number): number[][] =>
  Array.from({ length: count }, (_, row) => {
    const from = 4 * (plane * count + row);
    return Array.from(numbers.subarray(from, from + 4));
  });

describe.each([
  [1, 1, 0],
  [5, 3, 1],
  [9, 13, 3],
  [12, 7, 6],
])('%i users, %i films, %i factors', (users, items, rank) => {
  test('three sweeps draw what a dense factorization machine draws by the same chance, within 1e-3', async () => {
    const ratings = someRatings(users, items);
    const one = await started(ratings, rank);
    const { machine, chain } = one;
    const features = featuresOf(one);
    const groups = machine.blocks.flatMap((block, at) => block.groups.map((group, index) => ({ group, at, index })));
    const count = groups.reduce((sum, { group }) => sum + group.count, 0);
    const dense = Array.from({ length: planesFor(rank) }, () => Array.from({ length: count }, () => [0, 0, 0, 0]));
    const errors = Array.from(chain.errors);
    const used = new Set(features.flat().map(({ feature }) => feature));
    for (let sweep = 0; sweep < 3; sweep++) {
      await sweepChains(machine, [chain], { sweep, isBurnIn: false }, quiet);
      for (let plane = 0; plane < planesFor(rank); plane++) {
        const kinds = [0, 1, 2, 3].map((column): 'factor' | 'weight' | 'none' => {
          const at = 4 * plane + column;
          return at < rank ? 'factor' : at === rank ? 'weight' : 'none';
        });
        let feature = 0;
        for (const { group, at, index } of groups) {
          const { priors } = chain.blocks[at].groups[index];
          const own = Array.from(priors.subarray(8 * plane, 8 * plane + 8));
          const chance = new Float32Array(4 * group.count);
          fillNormal(chance, 5, `test.${sweep}.${plane}.${at}.${index}`);
          const prior = { precisions: own.slice(0, 4), means: own.slice(4) };
          for (let row = 0; row < group.count; row++, feature++) {
            if (!used.has(feature)) continue;
            const normals = Array.from(chance.subarray(4 * row, 4 * row + 4));
            expected({ ratings: features, vectors: dense[plane], errors }, feature, kinds, prior, chain.noise, normals);
          }
        }
      }
    }
    for (let plane = 0; plane < planesFor(rank); plane++) {
      const drawn = groups.flatMap(({ group, at, index }) =>
        planeOf(chain.blocks[at].groups[index].vectors, group.count, plane),
      );
      drawn.flat().forEach((number, at) => expect(Math.abs(number - dense[plane].flat()[at])).toBeLessThan(1e-3));
    }
    errors.forEach((error, at) => expect(Math.abs(error - chain.errors[at])).toBeLessThan(1e-3));
  });
});
