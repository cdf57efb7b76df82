import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { versions } from '../artifacts/versions.ts';
import { large } from './compression.ts';
import { failure } from './contract.ts';
import { nameSchemas } from './document/name-schemas.ts';
import { operationId } from './document/operation-id.ts';
import { tags, type Tag, type Topic } from './document/tags.ts';
import type { Server } from './route.ts';

const description = `Films, ratings and recommendations that change as you rate.

Everything that goes wrong is answered with \`{ "error": { "code", "message", "hint" } }\`: programs go by the code, which does
not change. Ids of films are those of the data set; times are milliseconds since 1970. A person is known by a sealed cookie,
which comes with the first rating or with signing in.`;

/** The API's own description, made from the schemas of its routes: /openapi.json, and /docs, a page to try it. */
export async function addDocument(server: Server): Promise<void> {
  nameSchemas();
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'movierec',
        version: versions['movierec'],
        description,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      tags: Object.entries(tags).map(([name, { about }]) => ({ name, description: about })),
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'movierec', description: 'Set by the service itself.' },
          operatorKey: { type: 'http', scheme: 'bearer', description: 'movierec serve says where it is kept.' },
        },
      },
    },
    transform: describeRoute,
    transformObject: tidied,
  });
  server.get('/openapi.json', { schema: { hide: true }, compress: large }, () => server.swagger());
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    // Nothing is fetched from elsewhere, not even a verdict on the document.
    uiConfig: {
      validatorUrl: null,
      layout: 'BaseLayout',
      docExpansion: 'list',
      tryItOutEnabled: true,
      deepLinking: true,
    },
    theme: { title: 'movierec: the API' },
  });
}

type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>;

/** What holds for every route: it has a name of its own, what goes wrong is answered alike, and its topic says who may ask. */
const describeRoute: Transform = (document) => {
  const { schema, url, route } = document;
  if (schema === undefined || schema.hide) return jsonSchemaTransform(document);
  const { by }: Topic = tags[schema.tags?.[0] as Tag] ?? {};
  return jsonSchemaTransform({
    ...document,
    schema: {
      operationId: operationId(String(route.method), url),
      ...(by === 'operator' && { security: [{ operatorKey: [] }] }),
      ...(by === 'anyone' && { security: [{}, { session: [] }] }),
      ...schema,
      response: { ...(schema.response as object), default: failure },
    },
  });
};

type TransformObject = NonNullable<FastifyDynamicSwaggerOptions['transformObject']>;

/** Named schemas are there once, and only those that something refers to. */
const tidied: TransformObject = (given) => {
  const document = withoutLimits(jsonSchemaTransformObject(given)) as Document;
  const { paths, components } = document;
  const used = new Set<string>();
  const look = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      look(components.schemas[name]);
    }
  };
  look(paths);
  for (const [status, response] of responsesOf(paths)) {
    if (response.description === 'Default Response')
      response.description = status === 'default' ? 'What went wrong.' : 'Done.';
  }
  const schemas = Object.fromEntries(Object.entries(components.schemas).filter(([name]) => used.has(name)));
  return { ...document, components: { ...components, schemas } } as ReturnType<TransformObject>;
};

type Responses = Readonly<Record<string, { description: string }>>;
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

const responsesOf = (paths: Document['paths']): [status: string, response: { description: string }][] =>
  Object.values(paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ responses }) => Object.entries(responses));

/** Without the limits that every whole number has, which say nothing of what it is about. */
const withoutLimits = (document: object): unknown =>
  JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER
        ? undefined
        : value,
    ),
  );
