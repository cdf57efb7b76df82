import { MovierecError } from '../../errors.ts';
import { changePasswordBody, deleteMeBody, done, me, myData, type MyData } from '../contract.ts';
import { signedIn } from '../document/signed-in.ts';
import { meOf } from '../me-of.ts';
import type { Routes } from '../route.ts';
import { hashPassword } from '../security/passwords.ts';
import { requireGoodPassword } from '../security/require-good-password.ts';
import { requirePassword } from '../security/require-password.ts';
import type { Service } from '../service.ts';
import { requirePerson } from '../visitor.ts';

const tags = ['accounts'];

/** Who asks, and what is stored about them: to take along, to delete. */
export const meRoutes: Routes = (server, service) => {
  const { store, tastes, counts, inTurn } = service;

  server.get('/api/me', { schema: { tags, summary: 'Who is asking', response: { 200: me } } }, ({ visitor }) =>
    meOf(service, visitor),
  );

  server.get(
    '/api/me/data',
    {
      schema: {
        tags,
        security: signedIn,
        summary: 'All that is stored about me, as a file',
        response: { 200: myData },
      },
    },
    async (request, reply) => {
      const data = await dataOf(service, requirePerson(request));
      reply.header('content-disposition', 'attachment; filename="movierec-my-data.json"');
      return data;
    },
  );

  server.delete(
    '/api/me',
    {
      schema: {
        tags,
        security: signedIn,
        summary: 'Delete me and all that is stored about me',
        description: 'An account needs its password; a guest has none.',
        body: deleteMeBody,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const person = requirePerson(request);
      const { name } = request.visitor;
      if (name !== null) await requirePassword(service, request, name, request.body.password);
      await inTurn(person, async () => {
        await store.removePerson(person);
        tastes.forget(person);
        await counts.reread(person);
      });
      await reply.signOutEverywhere(person);
      return { done: true as const };
    },
  );

  server.put(
    '/api/me/password',
    {
      schema: {
        tags,
        security: signedIn,
        summary: 'Change my password; I am signed out everywhere else',
        body: changePasswordBody,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const person = requirePerson(request);
      const { name } = request.visitor;
      if (name === null) throw new MovierecError('FORBIDDEN', 'a guest has no password.', 'Sign up first.');
      const { password, newPassword } = request.body;
      requireGoodPassword(newPassword, name);
      await requirePassword(service, request, name, password);
      await store.changePassword(person, await hashPassword(newPassword));
      await reply.signOutEverywhere(person);
      await reply.signIn(person);
      return { done: true as const };
    },
  );
};

async function dataOf({ store, catalog }: Service, person: string): Promise<MyData> {
  const [known, ratings, watchList, events] = await Promise.all([
    store.findPerson(person),
    store.ratingsOf(person),
    store.watchListOf(person),
    store.eventsOf(person, Number.MAX_SAFE_INTEGER),
  ]);
  // A film may have left the catalog since.
  const titled = <T extends { readonly film: string }>(row: T): T & { title: string } => ({
    ...row,
    title: catalog.titles[catalog.ids.indexOf(row.film)] ?? '',
  });
  return {
    name: known?.name ?? null,
    since: known?.since ?? 0,
    ratings: ratings.map(titled),
    watchList: watchList.map(titled),
    events: [...events],
  };
}
