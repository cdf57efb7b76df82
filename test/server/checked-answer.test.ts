import fastify from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { checkedAnswer } from '../../src/server/checked-answer.ts';
import { addFailures } from '../../src/server/failures.ts';

async function answerTo(answer: unknown) {
  const server = fastify().withTypeProvider<ZodTypeProvider>();
  server.setSerializerCompiler(checkedAnswer);
  addFailures(server, { workspace: new Workspace('.') });
  const schema = z.object({ films: z.array(z.object({ film: z.string(), ratings: z.number().int() })) });
  server.get('/', { schema: { response: { 200: schema } } }, () => answer as z.infer<typeof schema>);
  return server.inject('/');
}

it('holds what its schema names, and nothing else that was in it', async () => {
  const answer = await answerTo({ secret: 'key', films: [{ film: '1', ratings: 2, secret: 'key' }] });
  expect([answer.statusCode, answer.body]).toEqual([200, '{"films":[{"film":"1","ratings":2}]}']);
});

it.each([
  [{ films: [{ film: 'secret', ratings: 1.5 }] }],
  [{ films: [{ film: 'secret', ratings: NaN }] }],
  [{ films: [{ film: 'secret' }] }],
  [{ films: 'secret' }],
  [null],
])('is refused where it is not as its schema says, and not told: %j', async (wrong) => {
  const answer = await answerTo(wrong);
  expect([answer.statusCode, answer.json().error.code]).toEqual([500, 'UNEXPECTED']);
  expect(answer.body).not.toContain('secret');
});
