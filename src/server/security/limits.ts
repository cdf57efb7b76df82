import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import type { Server } from '../route.ts';
import { isFromHere } from './is-from-here.ts';
import { TooManyRequests } from './too-many-requests.ts';

const minute = 60_000;

/** What is counted, by whom, and how often it may be in which time, as a share of the general limit. */
const kinds = {
  request: { share: 1, window: minute, what: 'requests' },
  signIn: { share: 1 / 20, window: minute, what: 'attempts to sign in' },
  signUp: { share: 1 / 20, window: 60 * minute, what: 'new accounts' },
  guest: { share: 1 / 10, window: 10 * minute, what: 'new guests' },
  operatorKey: { share: 1 / 60, window: minute, what: 'wrong operator keys' },
} as const;
export type LimitKind = keyof typeof kinds;

/** How often the same address may do a thing; of IPv6 the /64 that a household has. */
export interface Limits {
  /** Counts one more, or only looks whether there is room. @throws TOO_MANY_REQUESTS */
  requireRoom(kind: LimitKind, request: FastifyRequest, counting?: boolean): Promise<void>;
}

declare module 'fastify' {
  interface FastifyInstance {
    limits: Limits;
  }
}

/** So many requests a minute where nothing else is said: an open page needs some thirty. */
const usualRateLimit = 600;
/** What the machine itself may do as often as it likes, unless a limit is given: its own programs are no crowd. */
const freeForThisMachine: ReadonlySet<LimitKind> = new Set(['request', 'guest']);

/**
 * Limits how often an address, and a person who has several, may ask. The counts are this process's own and in memory.
 * @param given requests in a minute, from the machine itself too; 0 for no limit of any kind. Where none is given, the
 * usual one holds for other machines.
 */
export async function addLimits(server: Server, given: number | undefined): Promise<void> {
  const perMinute = given ?? usualRateLimit;
  if (perMinute === 0) {
    server.decorate('limits', { requireRoom: () => Promise.resolve() });
    return;
  }
  await server.register(rateLimit, { global: false, cache: 20_000 });
  const counters = new Map(
    (Object.keys(kinds) as LimitKind[]).map((kind) => {
      const { share, window, what } = kinds[kind];
      const max = Math.max(1, Math.round(perMinute * share));
      return [kind, { count: server.createRateLimit({ max, timeWindow: window }), what, max }];
    }),
  );
  const isFree = (kind: LimitKind, request: FastifyRequest): boolean =>
    given === undefined && freeForThisMachine.has(kind) && isFromHere(request);
  const limits: Limits = {
    async requireRoom(kind, request, counting = true) {
      if (isFree(kind, request)) return;
      const { count, what, max } = counters.get(kind)!;
      const room = await count(request, { increment: counting });
      if (room.isAllowed || !(room.isExceeded || (!counting && room.remaining === 0))) return;
      throw new TooManyRequests(`there were more than ${max} ${what} from this address lately.`, room.ttlInSeconds);
    },
  };
  server.decorate('limits', limits);
  server.addHook('onRequest', (request) => limits.requireRoom('request', request));

  const ofPerson = server.createRateLimit({
    max: perMinute,
    timeWindow: minute,
    keyGenerator: ({ visitor, ip }) => visitor?.person ?? normalizeIP(ip),
  });
  // After it is known who asks, before a body is read.
  server.addHook('preParsing', async (request) => {
    if (request.visitor?.person === undefined || isFree('request', request)) return;
    const room = await ofPerson(request);
    if (room.isAllowed || !room.isExceeded) return;
    throw new TooManyRequests(`there were more than ${perMinute} requests of this person lately.`, room.ttlInSeconds);
  });
}
