import { randomUUID, timingSafeEqual } from 'node:crypto';
import secureSession from '@fastify/secure-session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Server } from '../route.ts';
import type { Service } from '../service.ts';
import type { Visitor } from '../visitor.ts';
import { digest } from './digest.ts';
import { openSessions, sessionLength } from './sessions.ts';

declare module '@fastify/secure-session' {
  interface SessionData {
    /** By which the session is found. */
    secret: string;
    /** When the session was to end as the cookie was made. */
    expires: number;
  }
}

/**
 * Finds out who asks: by a sealed cookie that no script can read and that comes with no post from another site, or for
 * operators by their key. A cookie that was forged, altered or taken back is nobody's.
 */
export async function addAccess(server: Server, service: Service): Promise<void> {
  const { operatorKey, cookieKey, store, streams, context } = service;
  const sessions = openSessions(store, context);
  const maxAge = sessionLength / 1000;
  await server.register(secureSession, {
    key: cookieKey,
    cookieName: 'movierec',
    expiry: maxAge,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge },
  });

  server.decorateRequest('visitor', null as never);
  server.addHook('onRequest', async (request) => {
    request.visitor = { ...nobody, operator: await isOperator(request, operatorKey) };
    const { session } = request;
    const secret = session.get('secret');
    const known = secret && request.url.startsWith('/api') ? await sessions.find(secret) : undefined;
    if (!known) return;
    request.visitor = { ...request.visitor, ...known.visitor };
    // Renewed since the cookie was made: so is the cookie.
    if (known.expires > (session.get('expires') ?? 0)) session.set('expires', known.expires);
  });

  server.decorateReply('signIn', async function (this: FastifyReply, person) {
    const { request } = this;
    await endSession(request);
    const secret = await sessions.start(person);
    const known = await sessions.find(secret);
    request.visitor = { ...request.visitor, ...known?.visitor };
    const { session } = request;
    session.deleted = false;
    session.set('secret', secret);
    session.set('expires', context.now() + sessionLength);
  });
  server.decorateReply('signOut', async function (this: FastifyReply) {
    await endSession(this.request);
    this.request.session.regenerate();
    this.request.session.delete();
  });
  server.decorateReply('signOutEverywhere', async function (this: FastifyReply, person) {
    await sessions.endAll(person);
    streams.tell(person, { name: 'ended' });
    await this.signOut();
  });
  server.decorateReply('personOrGuest', async function (this: FastifyReply) {
    const { visitor } = this.request;
    if (visitor.person !== undefined) return visitor.person;
    await server.limits.requireRoom('guest', this.request);
    const guest = randomUUID();
    await store.addGuest(guest, context.now());
    await this.signIn(guest);
    return guest;
  });

  async function endSession(request: FastifyRequest): Promise<void> {
    const { person, session, operator } = request.visitor;
    const secret = request.session.get('secret');
    if (secret !== undefined) await sessions.end(secret);
    if (person !== undefined && session !== null) streams.tell(person, { name: 'ended', session });
    request.visitor = { ...nobody, operator };
  }
}

const nobody: Omit<Visitor, 'operator'> = {
  person: undefined,
  kind: 'nobody',
  name: null,
  since: null,
  session: null,
};

/** Wrong keys are counted, and where there were too many the right one is not looked at either. */
async function isOperator(request: FastifyRequest, operatorKey: string): Promise<boolean> {
  const { limits } = request.server;
  const given = request.headers.authorization;
  if (given === undefined) return false;
  await limits.requireRoom('operatorKey', request, false);
  const key = /^bearer +(.+)$/i.exec(given)?.[1] ?? '';
  // Digests are equally long, whatever was given.
  const right = timingSafeEqual(Buffer.from(digest(key)), Buffer.from(digest(operatorKey)));
  if (!right) await limits.requireRoom('operatorKey', request);
  return right;
}
