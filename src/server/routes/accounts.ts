import { randomUUID } from 'node:crypto';
import { done, me, signInBody, signUpBody } from '../contract.ts';
import { meOf } from '../me-of.ts';
import type { Routes } from '../route.ts';
import { hashPassword } from '../security/passwords.ts';
import { requireGoodPassword } from '../security/require-good-password.ts';
import { requirePassword } from '../security/require-password.ts';

const tags = ['accounts'];

/** Signing up, in and out; guests. */
export const accountRoutes: Routes = (server, service) => {
  const { store, tastes, counts, inTurn, context } = service;

  /** While neither of them rates. */
  const merge = (guest: string, person: string): Promise<void> =>
    inTurn(guest, () =>
      inTurn(person, async () => {
        await store.mergeGuest(guest, person);
        for (const changed of [guest, person]) {
          tastes.forget(changed);
          await counts.reread(changed);
        }
      }),
    );

  server.post(
    '/api/accounts',
    { schema: { tags, summary: 'Sign up; a guest keeps everything', body: signUpBody, response: { 201: me } } },
    async (request, reply) => {
      const { name, password } = request.body;
      requireGoodPassword(password, name);
      await server.limits.requireRoom('signUp', request);
      const { kind, person: guest } = request.visitor;
      const person = kind === 'guest' && guest !== undefined ? guest : randomUUID();
      await store.addAccount({ person, name, password: await hashPassword(password) }, context.now());
      // Whoever had the guest's cookie shall not have the account.
      await reply.signOutEverywhere(person);
      await reply.signIn(person);
      return reply.status(201).send(await meOf(service, request.visitor));
    },
  );

  server.post(
    '/api/session',
    { schema: { tags, summary: "Sign in; a guest's taste is added", body: signInBody, response: { 200: me } } },
    async (request, reply) => {
      const { person } = await requirePassword(service, request, request.body.name, request.body.password);
      const { kind, person: before } = request.visitor;
      if (kind === 'guest' && before !== undefined) await merge(before, person);
      await reply.signIn(person);
      return meOf(service, request.visitor);
    },
  );

  server.delete(
    '/api/session',
    { schema: { tags, summary: 'Sign out', response: { 200: done } } },
    async (_request, reply) => {
      await reply.signOut();
      return { done: true as const };
    },
  );

  server.post(
    '/api/guests',
    { schema: { tags, summary: 'Begin as a guest, without a name', response: { 201: me } } },
    async (request, reply) => {
      await reply.personOrGuest();
      return reply.status(201).send(await meOf(service, request.visitor));
    },
  );
};
