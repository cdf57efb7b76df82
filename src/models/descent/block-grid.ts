import type { Ratings } from '../../dataset/ratings.ts';
import type { Region } from '../../kernels/arena.ts';

/** Ratings in a block: few enough for some milliseconds of work, and enough that waking a thread pays. */
const ratingsInBlock = 8000;
const mostBlocks = 32;
/** Rows between two blocks of items, so that no cache line is of both. */
const gap = 16;

/**
 * Ratings cut into a grid of `blocks` × `blocks` by users and items. Blocks that share neither can be worked on at the
 * same time without touching the same vectors, and the order of all steps is fixed by the grid alone: stochastic
 * descent with the same result on any number of threads (DSGD, Gemulla et al. 2011). Users stay in order, items are
 * renumbered so that each block's are together; both are cut so that blocks hold about as many ratings.
 */
export interface BlockGrid {
  readonly blocks: number;
  /** Where each block of users starts, and behind the last. */
  readonly users: readonly number[];
  /** The row of each item, of `rows` in all. */
  readonly place: Int32Array;
  readonly rows: number;
  /** For each block of items: where each user's ratings in it start; users.size + 1 numbers. */
  readonly starts: readonly Int32Array[];
  /** Row of the item, and value, of each rating. */
  readonly items: Int32Array;
  readonly values: Float32Array;
}

/** How many blocks to a side, a power of 2; it depends on the data alone. */
export const blocksFor = (ratings: number): number =>
  Math.min(mostBlocks, 2 ** Math.max(0, Math.round(Math.log2(ratings / ratingsInBlock) / 2)));

/** The bytes that a grid takes. */
export const gridMemory = (size: { users: number; items: number; ratings: number }): number =>
  8 * size.ratings + 4 * size.items + 4 * (size.users + 1) * blocksFor(size.ratings);

/** Cuts the ratings; the arrays are made in `region`. O(ratings + users · blocks). */
export function makeGrid(ratings: Ratings, region: Region): BlockGrid {
  const { byUser } = ratings;
  const blocks = blocksFor(ratings.size);
  const { blockOf, place, rows } = placeItems(ratings, blocks, region);
  const items = region.int32(ratings.size);
  const values = region.float32(ratings.size);
  const starts = Array.from({ length: blocks }, () => region.int32(ratings.users.size + 1));

  // How many ratings each user has in each block, then where they start, block after block.
  for (let user = 0; user < ratings.users.size; user++) {
    for (let at = byUser.starts[user]; at < byUser.starts[user + 1]; at++) starts[blockOf[byUser.indexes[at]]][user]++;
  }
  let next = 0;
  for (const own of starts) {
    for (let user = 0; user <= ratings.users.size; user++) {
      const count = own[user];
      own[user] = next;
      next += count;
    }
  }
  const cursor = new Int32Array(blocks);
  for (let user = 0; user < ratings.users.size; user++) {
    for (let block = 0; block < blocks; block++) cursor[block] = starts[block][user];
    for (let at = byUser.starts[user]; at < byUser.starts[user + 1]; at++) {
      const item = byUser.indexes[at];
      const to = cursor[blockOf[item]]++;
      items[to] = place[item];
      values[to] = byUser.values[at];
    }
  }
  return { blocks, users: cutUsers(byUser.starts, blocks), place, rows, starts, items, values };
}

/** Gives each item, the most rated first, to the block with the fewest ratings so far. */
function placeItems({ byItem, items }: Ratings, blocks: number, region: Region) {
  const count = (item: number): number => byItem.starts[item + 1] - byItem.starts[item];
  const order = Int32Array.from({ length: items.size }, (_, item) => item).sort((a, b) => count(b) - count(a) || a - b);
  const load = new Float64Array(blocks);
  const blockOf = new Uint8Array(items.size);
  const members = new Int32Array(blocks);
  for (const item of order) {
    const block = load.indexOf(Math.min(...load));
    blockOf[item] = block;
    load[block] += count(item) + 1;
    members[block]++;
  }
  const next = new Int32Array(blocks);
  for (let block = 1; block < blocks; block++) {
    next[block] = Math.ceil((next[block - 1] + members[block - 1]) / gap) * gap + gap;
  }
  const rows = next[blocks - 1] + members[blocks - 1];
  const place = region.int32(items.size);
  for (const item of order) place[item] = next[blockOf[item]]++;
  return { blockOf, place, rows };
}

/** Where each of `blocks` blocks of neighboring users starts, and behind the last: about as many entries in each. */
export function cutUsers(starts: Uint32Array, blocks: number): number[] {
  const users = starts.length - 1;
  const cuts = [0];
  for (let user = 0; user < users && cuts.length < blocks; user++) {
    if (starts[user + 1] * blocks >= starts[users] * cuts.length) cuts.push(user + 1);
  }
  while (cuts.length <= blocks) cuts.push(users);
  return cuts;
}
