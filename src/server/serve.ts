import { once } from 'node:events';
import type { Context } from '../context.ts';
import { asMovierecError, MovierecError } from '../errors.ts';
import { openLibrary } from './open-library.ts';
import type { AppOptions } from './app.ts';
import { openService, type ServiceOptions } from './open-service.ts';
import type { Service } from './service.ts';

export interface ServeOptions extends ServiceOptions, AppOptions {
  /**
   * Another workspace to take data and models from and to write nothing to, or the folder of models in one: a folder or
   * `s3://BUCKET/PREFIX`. Models that are put there later are taken up.
   */
  readonly models?: string | undefined;
  /** Where copies of what is in buckets are kept. */
  readonly cache?: string | undefined;
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
  const library = await openLibrary(options, context);
  const given = { ...options, ...library };
  // What answers is loaded while the store, the model and the films are opened, much of which others do.
  const [service, { createApp }] = await Promise.all([openService(given, context), import('./app.ts')]);
  const server = await createApp(service, options);
  const following = follow(service, context);
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
    clearInterval(following);
    service.streams.close();
    await server.close();
    await service.retrainer.close();
    service.models.close();
    await service.store.close();
  }
}

/** How often a workspace that is kept elsewhere is looked at for new models, in milliseconds. */
const every = 20_000;

/** Brings new models here, one look after the other; the shelf then takes them up. What fails is said once and tried again. */
function follow({ workspace, data: { dataset } }: Service, { log }: Context): NodeJS.Timeout {
  let isLooking = false;
  let said = '';
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      await workspace.refresh(dataset);
      said = '';
    } catch (error) {
      const why = asMovierecError(error).toString();
      if (why !== said) log(`New models could not be looked for: ${why}`);
      said = why;
    } finally {
      isLooking = false;
    }
  };
  return setInterval(() => void look(), every).unref();
}
