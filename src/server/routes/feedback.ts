import { done, feedbackBody } from '../contract.ts';
import { signedIn } from '../document/signed-in.ts';
import { itemOf } from '../item-of.ts';
import type { Routes } from '../route.ts';
import { requirePerson } from '../visitor.ts';

/** What became of recommendations. */
export const feedbackRoutes: Routes = (server, service) => {
  const { context, inTurn, store, streams, tastes } = service;
  server.post(
    '/api/feedback',
    {
      schema: {
        tags: ['me'],
        security: signedIn,
        summary: 'Say which films were shown, clicked, hidden or played',
        description: 'A hidden film leaves all lists at once, until it is unhidden. All events are taken or none.',
        body: feedbackBody,
        response: { 200: done },
      },
    },
    async (request) => {
      const person = requirePerson(request);
      const at = context.now();
      const events = request.body.events.map(({ kind, film, model = null, place = null }) => {
        itemOf(service, film);
        return { kind, film, at, model, place };
      });
      await inTurn(person, async () => {
        await store.addEvents(person, events);
        for (const { kind, film } of events) {
          if (kind !== 'hidden' && kind !== 'unhidden') continue;
          tastes.hid(person, film, kind === 'hidden');
          streams.tell(person, { name: 'hidden', film, hidden: kind === 'hidden' });
        }
      });
      return { done: true as const };
    },
  );
};
