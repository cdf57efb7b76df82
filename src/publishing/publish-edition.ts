import type { Context } from '../context.ts';
import type { Counts, Edition, Part, PublishedList, PublishedVector } from './edition.ts';
import { keepHold, lost, usualLease } from './keep-hold.ts';
import type { Batch, Beat, Sink, State, Version } from './sink.ts';

export interface PublishOptions {
  /** How many versions of the data set stay, the one in force among them: at least 1. */
  readonly keep: number;
  /** For how many seconds the data set stays held without a sign of life. */
  readonly lease?: number;
}

export interface Published {
  readonly version: number;
  readonly counts: Counts;
  /** Whether the very same was there already, and nothing was written. */
  readonly fresh: boolean;
  /** The numbers of the versions that were removed: unfinished ones and old ones. */
  readonly removed: readonly number[];
  /** Of the versions that are there now, the one in force first. */
  readonly kept: readonly number[];
}

/** Batches that are on their way to the server at once: while one is stored, the next is made. */
const batchesAtOnce = 2;
/** Places of lists, or numbers of vectors, in a batch. */
const batchSize = 8192;

/**
 * Writes an edition as a new version and puts it in force. Readers see the old one until then and the new one after it;
 * whatever fails before, they see the old one. What an interrupted run left is removed first. Where the same content is
 * there already it is only put in force.
 * @throws BUSY, and what the sink throws
 */
export async function publishEdition(
  sink: Sink,
  edition: Edition,
  { keep, lease = usualLease }: PublishOptions,
  context: Context,
): Promise<Published> {
  const { dataset, key } = edition;
  await sink.prepare();
  return keepHold(sink, dataset, lease, context, async (holder, beat) => {
    const before = await sink.state(dataset);
    const same = before.versions.find((version) => version.complete && version.key === key);
    const left = before.versions.filter((version) => version !== same && !isRecord(version, before));
    for (const { number } of left) await sink.remove(number, beat);

    const { version, counts } = same
      ? { version: same.number, counts: same.counts }
      : await writeVersion(sink, edition, beat, context);
    if (before.current !== version) {
      // After all others, whatever the clocks of those who published them.
      const published = Math.max(context.now(), ...before.versions.map((one) => 1 + (one.published ?? 0)));
      if (!(await sink.switchTo(dataset, version, holder, published))) throw lost(sink, dataset);
    }
    const { old, kept } = sort(await sink.state(dataset), keep, gaveWay(before));
    for (const number of old) await sink.remove(number, beat);
    return {
      version,
      counts,
      fresh: same !== undefined,
      removed: [...left.map(({ number }) => number), ...old],
      kept,
    };
  });
}

/** Whether it was in force at some time, and so can be again. */
const isRecord = ({ complete, published, number }: Version, { current }: State): boolean =>
  number === current || (complete && published !== null);

async function writeVersion(
  sink: Sink,
  edition: Edition,
  beat: Beat,
  context: Context,
): Promise<{ version: number; counts: Counts }> {
  const version = await sink.begin(edition, beat);
  try {
    const counts: Record<string, number> = { people: edition.people.length, films: edition.films.length };
    for (const part of edition.parts) {
      counts[part.name] = await writePart(part, (batch) => sink.write(version, edition, batch), beat, context);
    }
    await sink.finish(version, counts);
    return { version, counts };
  } catch (error) {
    // If that fails as well, the next run does it.
    await sink.remove(version, () => Promise.resolve()).catch(() => undefined);
    throw error;
  }
}

/** Returns how many rows there are, of lists how many places. */
async function writePart(
  part: Part,
  write: (batch: Batch) => Promise<void>,
  beat: Beat,
  context: Context,
): Promise<number> {
  const batches = batchesOf(part);
  let [done, count] = [0, 0];
  let isFailed = false;
  const writer = async (): Promise<void> => {
    while (!isFailed) {
      const next = await batches.next();
      if (next.done) return;
      await beat();
      await write(next.value);
      done += next.value.rows.length;
      count += countOf(next.value);
      context.progress(done, part.total, wordOf[part.name]);
    }
  };
  const writers = Array.from({ length: batchesAtOnce }, () =>
    writer().catch((error: unknown) => {
      isFailed = true;
      throw error;
    }),
  );
  // All have to be still before what they wrote can be removed.
  await Promise.allSettled(writers);
  await Promise.all(writers);
  return count;
}

const wordOf = {
  lists: 'lists published',
  similar: 'lists of similar films published',
  userFactors: 'factors of people published',
  filmFactors: 'factors of films published',
} as const;

const countOf = (batch: Batch): number =>
  'items' in (batch.rows[0] ?? {})
    ? (batch.rows as readonly PublishedList[]).reduce((sum, { items }) => sum + items.length, 0)
    : batch.rows.length;

async function* batchesOf({ name, rows }: Part): AsyncGenerator<Batch, undefined> {
  let batch: (PublishedList | PublishedVector)[] = [];
  let size = 0;
  for await (const row of rows()) {
    batch.push(row);
    size += 1 + ('items' in row ? row.items.length : row.vector.length);
    if (size < batchSize) continue;
    yield { part: name, rows: batch } as Batch;
    [batch, size] = [[], 0];
  }
  if (batch.length > 0) yield { part: name, rows: batch } as Batch;
}

/** The versions that gave way to an earlier one again: what was published last was in force unless it was gone back from. */
function gaveWay({ current, versions }: State): ReadonlySet<number> {
  const inForce = versions.find(({ number }) => number === current);
  const later = versions.filter(({ published }) => inForce && (published ?? 0) > (inForce.published ?? 0));
  return new Set(later.map(({ number }) => number));
}

/** Which versions stay: the one in force and those that it can go back to, the last ones before it. */
function sort(
  { current, versions }: State,
  keep: number,
  unwanted: ReadonlySet<number>,
): { kept: number[]; old: number[] } {
  const order = versions
    .toSorted(
      (a, b) => Number(b.number === current) - Number(a.number === current) || (b.published ?? 0) - (a.published ?? 0),
    )
    .map(({ number }) => number);
  const kept = order.filter((number) => number === current || !unwanted.has(number)).slice(0, keep);
  return { kept, old: order.filter((number) => !kept.includes(number)) };
}
