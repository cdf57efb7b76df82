import type { Context } from '../../context.ts';
import { compress, type Rows, type Triplets } from '../../dataset/rows.ts';
import { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
import { parallel, ranges } from '../../kernels/parallel.ts';
import { countTogether } from './count-together.ts';
import { widthFor } from './liked-films.ts';

/** What is minimized, see the kernel `elasticNet`, and how closely. */
export interface SlimOptions {
  readonly l1: number;
  readonly l2: number;
  readonly positive: boolean;
  readonly neighbors: number;
  readonly tolerance: number;
  readonly iterations: number;
}

/** How many films' weights are held in full at once. */
const filmsAtOnce = 512;
/** A call leaves off after so many: some milliseconds. */
const productsOfCall = 3e7;
/** The matrix that a thread copies counts into, and its margins; see the kernel. */
const scratchBytes = (width: number): number => 4 * (6 * width + 513 * 512);

/** The bytes of all counts, of a block of weights, and of two threads' scratch memory. */
export const slimBytes = (films: number): number => {
  const width = widthFor(films);
  return 4 * width * (films + Math.min(films, filmsAtOnce) + 1) + 2 * scratchBytes(width);
};

/**
 * SLIM's weights: row i holds by how much film i speaks for each film that it speaks for at all. `byUser` has the
 * columns of what people liked; rows and indexes of the weights are films, of which `columns` has those of the matrix.
 * Films are independent of each other, so threads make no difference. O(Σ n²) and what the kernel says for each film.
 */
export async function slimWeights(
  byUser: Rows,
  columns: Int32Array,
  itemCount: number,
  options: SlimOptions,
  context: Context,
): Promise<Rows> {
  const films = columns.length;
  const width = widthFor(films);
  const arena = new Arena(slimBytes(films) + 8 * byUser.indexes.length);
  const counts = arena.float32(films * width);
  await countTogether(byUser, counts, { films, width, regularization: 0, whole: true }, context);
  const diagonal = arena.float32(width);
  for (let film = 0; film < films; film++) diagonal[film] = counts[film * width + film];
  const filmsOfBlock = Math.min(films, filmsAtOnce);
  const block = arena.float32(filmsOfBlock * width);
  const sweeps = arena.int32(filmsOfBlock);
  const found: Triplets[] = [];
  for (let first = 0; first < films; first += filmsAtOnce) {
    const last = Math.min(films, first + filmsAtOnce);
    block.fill(0);
    sweeps.fill(0);
    let open = ranges(last - first, 2);
    // A film that takes long is taken up again and again, so that the others and Ctrl-C get their turn.
    while (open.length > 0) {
      const tasks = open.map(([from, to]): Call<'elasticNet'> => [
        first + from,
        first + to,
        films,
        counts.byteOffset,
        diagonal.byteOffset,
        width,
        options.l1,
        options.l2,
        Number(options.positive),
        options.neighbors,
        options.tolerance,
        options.iterations,
        productsOfCall,
        first,
        block.byteOffset,
        sweeps.byteOffset,
      ]);
      await parallel(arena, { kernel: 'elasticNet', tasks, scratch: scratchBytes(width) }, context);
      open = open.filter(([from, to]) => sweeps.subarray(from, to).some((done) => done >= 0));
    }
    found.push(nonZero(block, width, columns, first, last));
  }
  return compress(joined(found), itemCount, itemCount);
}

/** The weights other than 0 of a block, whose rows are those that they are for, from column `first` on. */
function nonZero(block: Float32Array, width: number, columns: Int32Array, first: number, last: number): Triplets {
  const weights = block.subarray(0, (last - first) * width);
  let count = 0;
  for (let at = 0; at < weights.length; at++) count += Number(weights[at] !== 0);
  const found = { row: new Int32Array(count), column: new Int32Array(count), value: new Float32Array(count) };
  for (let at = 0, to = 0; to < count; at++) {
    if (weights[at] === 0) continue;
    found.row[to] = columns[at % width];
    found.column[to] = columns[first + Math.floor(at / width)];
    found.value[to++] = weights[at];
  }
  return found;
}

/** Triplets one after another. */
function joined(parts: readonly Triplets[]): Triplets {
  const count = parts.reduce((sum, { value }) => sum + value.length, 0);
  const all = { row: new Int32Array(count), column: new Int32Array(count), value: new Float32Array(count) };
  let to = 0;
  for (const { row, column, value } of parts) {
    all.row.set(row, to);
    all.column.set(column, to);
    all.value.set(value, to);
    to += value.length;
  }
  return all;
}
