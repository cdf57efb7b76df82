import type { Server } from '../route.ts';
import type { Service } from '../service.ts';

/** Finds out who asks. */
export async function addAccess(server: Server, { operatorKey }: Service): Promise<void> {
  server.decorateRequest('visitor', null as never);
  server.addHook('onRequest', async (request) => {
    const operator = operatorKey !== '' && request.headers.authorization === `Bearer ${operatorKey}`;
    request.visitor = { person: undefined, kind: 'nobody', name: null, operator };
  });
}
