import { once } from 'node:events';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { AppOptions } from './app.ts';
import { openService, type ServiceOptions } from './open-service.ts';

export interface ServeOptions extends ServiceOptions, AppOptions {
  readonly host?: string | undefined;
  /** 0 for any that is free. */
  readonly port?: number | undefined;
  /** Called once it answers. */
  readonly ready?: (serving: Serving) => void;
}

/** What is served, and where. */
export interface Serving {
  readonly address: string;
  readonly dataset: string;
  readonly model: string;
}

export interface ServeResult extends Serving {
  /** How long it was served. */
  readonly seconds: number;
}

/** Serves until the context's signal is aborted; requests under way are answered first. @throws PORT_TAKEN, and as openService */
export async function serve(options: ServeOptions, context: Context): Promise<ServeResult> {
  const { host = '127.0.0.1', port = 8080 } = options;
  const started = context.now();
  // What answers is loaded while the store, the model and the films are opened, much of which others do.
  const [service, { createApp }] = await Promise.all([openService(options, context), import('./app.ts')]);
  const server = await createApp(service, options);
  try {
    const address = await server.listen({ host, port }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
      throw new MovierecError('PORT_TAKEN', `port ${port} is in use.`, 'Give another one: --port 8081');
    });
    const serving = { address, dataset: service.data.dataset, model: service.models.usual };
    options.ready?.(serving);
    if (!context.signal.aborted) await once(context.signal, 'abort');
    return { ...serving, seconds: (context.now() - started) / 1000 };
  } finally {
    service.streams.close();
    await server.close();
    await service.retrainer.close();
    service.models.close();
    await service.store.close();
  }
}
