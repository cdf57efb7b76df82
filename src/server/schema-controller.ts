import type { FastifyServerOptions } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { checkedAnswer } from './checked-answer.ts';

/** All schemas are zod's; said at this place, fastify does not load compilers of its own. Its types know only those. */
export const schemaController = {
  compilersFactory: { buildValidator: () => validatorCompiler, buildSerializer: () => checkedAnswer },
} as unknown as NonNullable<FastifyServerOptions['schemaController']>;
