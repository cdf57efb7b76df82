import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { streamEvents, streamQuery, type Recommendations, type StreamEvents } from '../contract.ts';
import { signedIn } from '../document/signed-in.ts';
import { openEventWriter, type EventWriter } from '../live/event-writer.ts';
import { listFor } from '../live/list-for.ts';
import type { Listener, StreamEvent } from '../live/streams.ts';
import type { Routes } from '../route.ts';
import type { Service } from '../service.ts';
import { requirePerson } from '../visitor.ts';

/** Tells open pages what happens, by server-sent events. */
export const streamRoutes: Routes = (server, service) => {
  const { models, streams } = service;
  const lists = listsOf(service);
  const stop = models.onSwap(({ name }) => streams.tellAll({ name: 'model', model: name }));
  server.addHook('onClose', (_, done) => {
    stop();
    done();
  });

  server.get(
    '/api/me/stream',
    {
      config: { endless: true },
      schema: {
        tags: ['me'],
        security: signedIn,
        summary: 'Hear what happens: server-sent events',
        description: `Events: ${Object.keys(streamEvents).join(', ')}. A page that comes back hears of the list as it is now.`,
        querystring: streamQuery,
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const person = requirePerson(request);
      await models.take(request.query.model);
      // Added first: whoever may not listen gets a proper answer. Nobody tells the listener anything before the next line.
      const listener = listenerOf(request, person, () => writer, lists, models.usual);
      const remove = streams.add(listener);
      const writer = openEventWriter(reply, remove);
      if (request.headers['last-event-id'] !== undefined) {
        await listener.tell({ name: 'model', model: request.query.model ?? models.usual });
      }
      return reply;
    },
  );
};

type Wish = z.output<typeof streamQuery>;
type ListOf = (event: StreamEvent, person: string, wish: Wish) => Promise<Recommendations>;

/** Lists of a person after an event: one for all pages that wish for the same. */
function listsOf(service: Service): ListOf {
  const made = new WeakMap<StreamEvent, Map<string, Promise<Recommendations>>>();
  return (event, person, { list: k, model }) => {
    const own = made.get(event) ?? new Map<string, Promise<Recommendations>>();
    made.set(event, own);
    const wish = JSON.stringify([person, k, model]);
    const list = own.get(wish) ?? listFor(service, person, { k, model });
    own.set(wish, list);
    return list;
  };
}

function listenerOf(
  { query, log, visitor: { session } }: FastifyRequest & { readonly query: Wish },
  person: string,
  writer: () => EventWriter,
  listOf: ListOf,
  usual: string,
): Listener {
  const send = <Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]): void =>
    writer().send(name, streamEvents[name].parse(data));

  async function make(event: StreamEvent): Promise<void> {
    switch (event.name) {
      case 'rated': {
        const list = await listOf(event, person, query);
        return send('rated', { film: event.film, rating: event.rating, ratings: list.rated, list });
      }
      case 'hidden': {
        const list = await listOf(event, person, query);
        return send('hidden', { film: event.film, hidden: event.hidden, list });
      }
      case 'watched':
        return send('watched', event);
      case 'model': {
        if (event.model !== (query.model ?? usual)) return;
        const list = await listOf(event, person, query);
        return send('model', { model: list.model, version: list.version, list });
      }
      case 'ended':
        if (event.session !== undefined && event.session !== session) return;
        send('ended', {});
        return writer().end();
    }
  }

  // One after another, so that a page hears of things in the order in which they happened.
  let last = Promise.resolve();
  return {
    person,
    tell: (event) =>
      (last = last
        .then(() => make(event))
        .catch((error: unknown) => {
          // Without the list the page would be out of date and not know it: coming back, it gets a new one.
          log.error({ err: error }, 'no list for an open page');
          writer().end();
        })),
    beat: () => writer().beat(),
    end: () => writer().end(),
  };
}
