import { persist } from '../../connections/mongodb/persist.ts';
import { MovierecError } from '../../errors.ts';
import { fromPlainText, toPlainText } from '../sql/plain-text.ts';
import type { Engagement, EventKind, FilmEvent, NumberedEvent } from '../store.ts';
import { batchId, emptied, type Batch, type NumberedBatch, type StoredEvent } from './batches.ts';
import { settleAll, settled } from './merges.ts';
import type { Parts } from './parts.ts';
import { requireAlive } from './require-alive.ts';

/** An event's number is that of its batch times this, and its place there. */
const batchSize = 2 ** 20;

export async function addEvents(parts: Parts, given: string, events: readonly FilmEvent[]): Promise<void> {
  if (events.some(({ at }) => !Number.isFinite(at))) {
    throw new MovierecError('STORE_FAILED', 'an event without a time cannot be stored.', 'Give each event its time.');
  }
  const person = toPlainText(given);
  const alive = settled(parts, person).then((state) => {
    requireAlive(state);
    return state;
  });
  if (events.length === 0) return void (await alive);
  const _id = await parts.events.append(alive.then(({ life }) => batchOf(person, life, events)));
  const [before, now] = [await alive, await settled(parts, person)];
  if (now.alive && now.life === before.life) return;
  // They left meanwhile, and what they had was looked for too early to find these.
  await persist(() => parts.events.stored.updateOne({ _id }, { $set: emptied }));
  requireAlive({ alive: false });
}

const batchOf = (person: string, life: number, events: readonly FilmEvent[]): Batch => ({
  person,
  life,
  count: events.length,
  last: Math.max(...events.map(({ at }) => at)),
  events: events.map(({ kind, film, at, model, place }) => ({
    ...{ kind, film: toPlainText(film), at, model: model === null ? null : toPlainText(model), place },
  })),
});

export async function eventsOf(
  parts: Parts,
  person: string,
  most: number,
  kinds?: readonly EventKind[],
): Promise<readonly FilmEvent[]> {
  const key = toPlainText(person);
  const { alive, life } = await settled(parts, key);
  if (!alive || most <= 0) return [];
  const wanted = new Set<string>(kinds);
  return persist(async () => {
    const found: FilmEvent[] = [];
    for await (const { events } of parts.events.stored.find(
      { person: key, life },
      { sort: { _id: -1 }, batchSize: 100 },
    )) {
      const own = events.filter(({ kind }) => kinds === undefined || wanted.has(kind)).map(eventOf);
      found.push(...own.reverse());
      if (found.length >= most) break;
    }
    return found.slice(0, most);
  });
}

const eventOf = ({ kind, film, at, model, place }: StoredEvent): FilmEvent => ({
  kind: kind as EventKind,
  film: fromPlainText(film),
  at,
  model: model === null ? null : fromPlainText(model),
  place,
});

export async function eventsAfter(parts: Parts, after: number, most: number): Promise<readonly NumberedEvent[]> {
  await settleAll(parts);
  const filter = { _id: { $gte: batchId(Math.floor(after / batchSize)) }, count: { $gt: 0 } };
  return persist(async () => {
    const page: NumberedEvent[] = [];
    for await (const batch of ofTheLiving(
      parts,
      parts.events.stored.find(filter, { sort: { _id: 1 }, batchSize: 100 }),
    )) {
      const first = Number(batch._id) * batchSize;
      const person = fromPlainText(batch.person!);
      const events = batch.events.map((event, at) => ({ number: first + at, person, ...eventOf(event) }));
      page.push(...events.filter(({ number }) => number > after));
      if (page.length >= most) break;
    }
    return page.slice(0, most);
  });
}

const day = 24 * 60 * 60 * 1000;

/** Goes through all events since then. */
export async function engagement(parts: Parts, since: number): Promise<readonly Engagement[]> {
  await settleAll(parts);
  return persist(async () => {
    const groups = new Map<
      string,
      { day: string; kind: EventKind; model: string | null; events: number; people: Set<string> }
    >();
    const batches = parts.events.stored.find({ last: { $gte: since }, count: { $gt: 0 } }, { sort: { _id: 1 } });
    for await (const { person, events } of ofTheLiving(parts, batches)) {
      for (const { kind, at, model } of events.map(eventOf)) {
        if (at < since) continue;
        const date = new Date(at - (at % day)).toISOString().slice(0, 10);
        const key = JSON.stringify([date, kind, model]);
        const group = groups.get(key) ?? { day: date, kind, model, events: 0, people: new Set() };
        group.events++;
        group.people.add(person!);
        groups.set(key, group);
      }
    }
    return [...groups.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, group]) => ({ ...group, people: group.people.size }));
  });
}

/** Batches of people who are there, looked up many at a time. What has a new owner meanwhile is read again. */
async function* ofTheLiving(parts: Parts, batches: AsyncIterable<NumberedBatch>): AsyncGenerator<NumberedBatch> {
  const lives = new Map<string, number>();
  const isLiving = async ({ person, life }: NumberedBatch): Promise<boolean> => {
    if (person === null) return false;
    if (!lives.has(person)) {
      const { alive, life: theirs } = await parts.people.read(person);
      lives.set(person, alive ? theirs : -1);
    }
    return lives.get(person) === life;
  };
  for await (const batch of batches) {
    if (await isLiving(batch)) {
      yield batch;
      continue;
    }
    await settleAll(parts);
    const again = await parts.events.stored.findOne({ _id: batch._id });
    if (again && (await isLiving(again))) yield again;
  }
}
