import type { FastifyRequest } from 'fastify';

/** Whether a request comes from the machine itself, and was not passed on by a proxy there that may not speak for others. */
export function isFromHere({ ip, ips, headers }: FastifyRequest): boolean {
  const isPassedOn = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
  return (ips !== undefined || !isPassedOn) && /^(::ffff:)?127\.|^::1$/.test(ip);
}
