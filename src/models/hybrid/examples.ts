import { steps, type Context } from '../../context.ts';
import { top } from '../contract/top.ts';
import { columnCount, columnsOf, spreadsOf } from './blend.ts';
import { cellOf, filmBand, personBand } from './cells.ts';
import type { Inner } from './inner-split.ts';
import { scoresOfMany, usersOf } from './member-scores.ts';
import type { Member } from './members.ts';
import { samplesOf, type Sample } from './samples.ts';

/**
 * What the weights are learned from: a row of columns each, what should come of it, and the cell that it is in. Those of
 * one person with one history are a sample; of one for ranking, the good films come first.
 */
export interface Examples {
  readonly width: number;
  /** The first row of each sample, and the end. */
  readonly starts: Uint32Array;
  /** Row after row. */
  readonly columns: Float64Array;
  readonly targets: Float64Array;
  readonly cells: Uint8Array;
}

const samplesAtOnce = 64;
/** Ranking: so many of the films that each member would list are examples, too: among these it is decided who comes first. */
const othersFromTop = 100;

/**
 * Asks members fitted on the training part, the baseline first, for what was held out: with whole histories, and with
 * what would be left of them had the person just begun.
 */
export async function collectExamples(
  members: readonly Member[],
  inner: Inner,
  ranks: boolean,
  context: Context,
): Promise<Examples> {
  const { starts } = inner.training.byItem;
  const counts = starts.slice(1).map((end, item) => end - starts[item]);
  const samples = samplesOf(inner, ranks, context.seed);
  const parts: Omit<Examples, 'starts'>[] = [];
  for await (const batch of steps(context, Math.ceil(samples.length / samplesAtOnce), 'batches of examples')) {
    const some = samples.slice(batch * samplesAtOnce, (batch + 1) * samplesAtOnce);
    const people = some.map(({ index, history }) => ({ history, users: usersOf(members, history, index) }));
    const scores = await scoresOfMany(members, people, counts, context);
    for (const [at, sample] of some.entries()) {
      const own = scores.map((all) => all.subarray(at * counts.length, (at + 1) * counts.length));
      parts.push(examplesOf(ranks ? withListed(sample, own) : sample, own, ranks, counts));
    }
  }
  return together(parts, columnCount({ ranks, members: members.length }));
}

/** The same sample with the films that the members would list. */
function withListed(sample: Sample, scores: readonly Float32Array[]): Sample {
  const out = new Uint8Array(scores[0].length);
  for (const item of sample.known) out[item] = 1;
  for (const item of sample.items) out[item] = 1;
  const listed = new Set(scores.flatMap((own) => top(own, othersFromTop, out)));
  const targets = new Float64Array(sample.targets.length + listed.size);
  targets.set(sample.targets);
  return { ...sample, items: Int32Array.of(...sample.items, ...listed), targets };
}

function examplesOf(
  { history, items, targets }: Sample,
  scores: readonly Float32Array[],
  ranks: boolean,
  counts: Uint32Array,
): Omit<Examples, 'starts'> {
  const width = columnCount({ ranks, members: scores.length });
  const spreads = spreadsOf({ ranks }, scores, history);
  const columns = new Float64Array(items.length * width);
  for (const [row, item] of items.entries()) {
    columnsOf({ ranks }, scores, spreads, item, columns.subarray(row * width, (row + 1) * width));
  }
  const person = personBand(history.items.length);
  return {
    width,
    columns,
    targets: ranks ? targets : targets.map((rating, row) => rating - scores[0][items[row]]),
    cells: Uint8Array.from(items, (item) => cellOf(person, filmBand(counts[item], ranks))),
  };
}

function together(parts: readonly Omit<Examples, 'starts'>[], width: number): Examples {
  const starts = new Uint32Array(parts.length + 1);
  parts.forEach(({ targets }, at) => (starts[at + 1] = starts[at] + targets.length));
  const size = starts[parts.length];
  const all = { columns: new Float64Array(size * width), targets: new Float64Array(size), cells: new Uint8Array(size) };
  for (const [at, { columns, targets, cells }] of parts.entries()) {
    all.columns.set(columns, starts[at] * width);
    all.targets.set(targets, starts[at]);
    all.cells.set(cells, starts[at]);
  }
  return { width, starts, ...all };
}
