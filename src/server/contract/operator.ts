import { z } from 'zod';
import { retraining, type Retraining } from '../../stages/retrain/retraining.ts';
import { eventKinds } from '../../store/store.ts';
import { time } from './values.ts';

export { retraining, type Retraining };

const latency = z.object({ p50: z.number(), p95: z.number(), p99: z.number(), most: z.number() });

/** How the service is doing. Latencies are milliseconds. */
export const overview = z.object({
  now: time,
  started: time,
  /** Minute by minute, the oldest first, at most an hour. */
  traffic: z.array(
    z.object({ at: time, requests: z.number().int(), failed: z.number().int(), p50: z.number(), p99: z.number() }),
  ),
  /** Since the start, the most used first. */
  routes: z.array(z.object({ route: z.string(), requests: z.number().int(), failed: z.number().int(), latency })),
  memory: z.object({ resident: z.number(), heap: z.number() }).describe('Bytes.'),
  /** How long requests had to wait for the event loop, lately. */
  delay: z.object({ p50: z.number(), p99: z.number(), most: z.number() }),
  streams: z.number().int().describe('How many pages listen.'),
  people: z.object({
    accounts: z.number().int(),
    guests: z.number().int(),
    ratings: z.number().int(),
    events: z.number().int(),
  }),
  engagement: z.array(
    z.object({
      day: z.string(),
      model: z.string().nullable(),
      kind: z.enum(eventKinds),
      events: z.number().int(),
      people: z.number().int(),
    }),
  ),
  models: z.array(
    z.object({
      model: z.string(),
      version: z.number().int(),
      loaded: z.boolean(),
      usual: z.boolean(),
      versions: z.array(z.number().int()),
    }),
  ),
  retrainings: z.array(retraining).describe('The latest first.'),
  /** null where it is not scheduled; `busy` while one is at work. Not `allowed`: models are of elsewhere and made there. */
  retraining: z.object({
    allowed: z.boolean(),
    everyMinutes: z.number().nullable(),
    next: time.nullable(),
    busy: z.boolean(),
  }),
});
export type Overview = z.infer<typeof overview>;

/** A body that is not there is null to the server. */
export const retrainBody = z
  .object({ model: z.string().max(100).optional() })
  .nullish()
  .transform((given) => given ?? {});
export const rollbackBody = z.object({ model: z.string().max(100).optional(), version: z.number().int().min(0) });
export const retrainStarted = z.object({ model: z.string(), busy: z.literal(true) });
export const rolledBack = z.object({ model: z.string(), version: z.number().int() });
