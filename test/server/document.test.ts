import { createRequire } from 'node:module';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { beforeAll, describe, expect, test } from 'vitest';
import { tags } from '../../src/server/document/tags.ts';
import { routes } from '../../src/server/routes/registry.ts';
import { testService, type TestService } from '../fixtures/service.ts';

/** The checker that fastify brings along. */
interface Checker {
  addSchema(schema: object): void;
  compile(schema: object): ((value: unknown) => boolean) & { readonly errors?: unknown };
  errorsText(errors: unknown): string;
}
const fromHere = createRequire(import.meta.url);
const fromFastify = createRequire(createRequire(fromHere.resolve('fastify')).resolve('@fastify/ajv-compiler'));
const { Ajv2020 } = fromFastify('ajv/dist/2020.js') as { Ajv2020: new (options: object) => Checker };

interface Operation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>;
}
type Content = Readonly<Record<string, { readonly schema?: object }>>;
interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: object };
}

let tested: TestService;
let document: Document;
const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, own]) =>
    Object.entries(own).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
const schemasOf = ({ parameters = [], requestBody, responses }: Operation): object[] => [
  ...parameters.map(({ schema }) => schema),
  ...[requestBody, ...Object.values(responses)].flatMap((one) =>
    Object.values(one?.content ?? {}).flatMap(({ schema }) => (schema ? [schema] : [])),
  ),
];

beforeAll(async () => {
  tested = await testService();
  document = (await tested.server.inject('/openapi.json')).json();
});

describe('the document', () => {
  test('is OpenAPI 3.1, and has every route of every topic', async () => {
    expect(document.openapi).toBe('3.1.0');
    const bare = fastify().withTypeProvider<ZodTypeProvider>();
    bare.setValidatorCompiler(validatorCompiler);
    bare.setSerializerCompiler(serializerCompiler);
    bare.decorate('traffic', tested.server.traffic);
    const there: string[] = [];
    bare.addHook('onRoute', ({ method, url }) => {
      if (method !== 'HEAD') there.push(`${String(method).toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`);
    });
    for (const add of routes) add(bare, tested.service);
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual(there.sort());
    await bare.close();
  });

  test('gives every operation a name of its own, a topic, a summary, an answer and what may go wrong', () => {
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, { operationId, tags: own, summary, responses }] of operations()) {
      expect(operationId, name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(Object.keys(tags), name).toContain(own?.[0]);
      expect(summary, name).toMatch(/^\S.*[^.]$/);
      expect(
        Object.keys(responses).some((status) => /^2\d\d$/.test(status)),
        name,
      ).toBe(true);
      expect(responses['default'], name).toEqual({
        description: 'What went wrong.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
      });
      for (const { description } of Object.values(responses)) expect(description, name).toMatch(/\S/);
    }
    expect(document.tags.map(({ name }) => name)).toEqual(Object.keys(tags));
  });

  test('names all that stands in a path, and that only', () => {
    for (const [name, { parameters = [] }] of operations()) {
      const inPath = Array.from(name.matchAll(/\{([^}]+)\}/g), ([, parameter]) => parameter);
      const named = parameters.filter((one) => one.in === 'path');
      expect(
        named.map((one) => one.name),
        name,
      ).toEqual(inPath);
      expect(
        named.every(({ required }) => required),
        name,
      ).toBe(true);
    }
  });

  test('refers only to what is there, and has nothing there that is not referred to', () => {
    const text = JSON.stringify(document);
    const used = new Set(Array.from(text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g), ([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(document.components.schemas).sort());
    expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/g)).toBeNull();
    for (const [, { security = [] }] of operations() as unknown as [string, { security?: object[] }][]) {
      for (const scheme of security.flatMap((one) => Object.keys(one))) {
        expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
      }
    }
  });

  test('holds valid JSON Schemas of 2020-12, which the answers fit', async () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'document', components: document.components });
    const fits = (schema: object, value: unknown): string | undefined => {
      const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
      const check = ajv.compile(JSON.parse(text) as object);
      return check(value) ? undefined : ajv.errorsText(check.errors);
    };
    for (const [name, operation] of operations()) {
      for (const schema of schemasOf(operation)) expect(() => fits(schema, {}), name).not.toThrow();
    }
    const film = tested.service.catalog.ids.names[0];
    const given: Record<string, string> = { film, model: 'ease', chart: 'none' };
    for (const [name, { responses, parameters = [] }] of operations()) {
      if (!name.startsWith('get ') || name.includes('/stream')) continue;
      const url = name.slice(4).replace(/\{([^}]+)\}/g, (_, parameter: string) => given[parameter]);
      const answer = await tested.server.inject(url);
      expect(answer.statusCode, `${name} ${answer.body}`).toBeLessThan(500);
      const { content = {} } = responses[answer.statusCode] ?? responses['default'];
      const schema = content['application/json']?.schema;
      if (schema && String(answer.headers['content-type']).includes('json')) {
        expect(fits(schema, answer.json()), name).toBeUndefined();
      }
      // What is out of range is refused in the form that the document says.
      for (const parameter of parameters.filter((one) => one.in === 'query' && 'maximum' in one.schema)) {
        const refused = await tested.server.inject(`${url}?${parameter.name}=1e9`);
        expect(refused.statusCode, `${url} ${parameter.name}`).toBeGreaterThanOrEqual(400);
        expect(refused.statusCode, `${url} ${parameter.name}`).toBeLessThan(500);
        expect(fits({ $ref: '#/components/schemas/Failure' }, refused.json())).toBeUndefined();
      }
    }
  });
});

test('the page to try it has no script of its own, and asks nobody else', async () => {
  const page = await tested.server.inject('/docs');
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/<script(?![^>]* src="\/docs\/)/);
  expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(page.headers['content-security-policy']).toMatch(/script-src 'self'(;|$)/);
  for (const [, path] of page.body.matchAll(/(?:src|href)="([^"]+)"/g)) {
    expect((await tested.server.inject(path)).statusCode, path).toBe(200);
  }
});
