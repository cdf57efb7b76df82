import type { LoggerOptions } from 'pino';

/**
 * What is written of requests and failures, and what never is: no cookie, key or password, no address, and nothing that
 * people look for. A request is its method and its route.
 */
export const logOptions: LoggerOptions = {
  level: 'info',
  base: null,
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  serializers: {
    req: ({ method, routeOptions }: { method?: string; routeOptions?: { url?: string } }) => ({
      method,
      route: routeOptions?.url ?? null,
    }),
    res: ({ statusCode }: { statusCode?: number }) => ({ status: statusCode }),
    err: (error: Error & { code?: string }) => ({
      type: error.name,
      code: error.code,
      message: error.message,
      stack: error.stack,
    }),
  },
  // Should someone log one of these by mistake.
  redact: {
    paths: ['headers', 'body', 'cookie', 'authorization', 'password'].flatMap((name) => [name, `*.${name}`]),
    remove: true,
  },
};
