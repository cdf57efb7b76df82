import { ObjectId, type Collection } from 'mongodb';
import { inLine } from '../../connections/mongodb/in-line.ts';
import { isDuplicate } from '../../connections/mongodb/is-duplicate.ts';
import { persist, type Durably } from '../../connections/mongodb/persist.ts';

export interface StoredEvent {
  readonly kind: string;
  readonly film: string;
  readonly at: number;
  readonly model: string | null;
  readonly place: number | null;
}

/** Events that came together; emptied where whoever they were of is gone. */
export interface Batch {
  readonly person: string | null;
  readonly life: number;
  readonly count: number;
  /** The time of the latest. */
  readonly last: number;
  readonly events: readonly StoredEvent[];
}

export interface NumberedBatch extends Batch {
  /** The number of the batch, of sixteen digits. */
  readonly _id: string;
  readonly token: ObjectId;
}

export const emptied: Batch = { person: null, life: 0, count: 0, last: 0, events: [] };

export const batchId = (number: number): string => String(number).padStart(16, '0');

/**
 * Batches of events, numbered one after another. A number is taken by being the first to store a document of it, and only
 * once the one before was seen: so none appears later than one with a greater number. None is ever removed.
 */
export interface Batches {
  readonly stored: Collection<NumberedBatch>;
  /** Stores what a batch is made of once that is known, in the order of the calls; the id it has then. */
  append(making: Promise<Batch>): Promise<string>;
}

export function openBatches(stored: Collection<NumberedBatch>, durably: Durably): Batches {
  const line = inLine();
  let seen = 0;
  const newest = async (): Promise<number> => {
    const found = await persist(() => stored.findOne({}, { sort: { _id: -1 }, projection: { _id: 1 } }));
    return Number(found?._id ?? 0);
  };
  const take = async (batch: NumberedBatch): Promise<boolean> => {
    try {
      await persist(() => stored.insertOne(batch, durably.options));
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Ours, where the answer to an earlier try was lost.
      const there = await persist(() => stored.findOne({ _id: batch._id }, { projection: { token: 1 } }));
      return there?.token.equals(batch.token) ?? false;
    }
  };
  return {
    stored,
    append(making) {
      // Heard by whoever waits in line for it.
      making.catch(() => undefined);
      return line('', async () => {
        const batch = await making;
        const token = new ObjectId();
        seen ||= await newest();
        for (;;) {
          const _id = batchId(seen + 1);
          const taken = await take({ _id, token, ...batch });
          seen = taken ? seen + 1 : await newest();
          if (taken) return _id;
        }
      });
    },
  };
}
