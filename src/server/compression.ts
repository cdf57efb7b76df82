import compress from '@fastify/compress';
import type { Server } from './route.ts';

/** Answers that are large, said by a route as `compress: large`; small ones would take longer to pack than to send. */
export const large = { threshold: 4096 };

/** Lets routes pack what they send, by brotli or gzip. What people send is never unpacked: a little can become very much. */
export async function addCompression(server: Server): Promise<void> {
  await server.register(compress, {
    globalCompression: false,
    globalDecompression: false,
    encodings: ['br', 'gzip'],
  });
}
