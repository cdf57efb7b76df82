import { serve, type ServeResult, type Serving } from '../../server/serve.ts';
import { logOptions } from '../../server/security/log-options.ts';
import { defineCommand } from '../cli-command.ts';
import { integer } from '../numbers.ts';
import { storeOption } from '../store-option.ts';

export const serveCommand = defineCommand({
  examples: [
    'movierec serve',
    'movierec serve --port 8081 --model ease --retrain-every 60',
    'movierec serve --models s3://films/ws --store mysql://db/films    models of a bucket, people elsewhere',
    'movierec serve --host 0.0.0.0 --trust-proxy 10.0.0.0/8 --log',
  ],
  needs: ['service'],
  configure(command) {
    command
      .option('--host <address>', 'where to listen (default: 127.0.0.1, this machine alone)')
      .option('--port <n>', 'which port (default: 8080)', integer(0, 65535))
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .option(
        '--models <dir>',
        'take data and models from there, and write nothing to it: a workspace, or s3://BUCKET/PREFIX',
      )
      .addOption(storeOption())
      .option('--retrain-every <minutes>', 'retrain the model so often, on what people have rated', integer(1, 20160))
      .option('--retrain-at-least <n>', 'if there are so many ratings more than the last time (default: 1)', integer(1))
      .option('--retrain-threads <n>', 'how many threads that may have (default: 1)', integer(1, 256))
      .option(
        '--rate-limit <n>',
        'requests a minute from one address (default: 600, from other machines; 0: no limits)',
        integer(0),
      )
      .option('--trust-proxy <addresses>', 'the proxies that say for whom they ask, as in 10.0.0.1,10.1.0.0/16')
      .option('--log', 'write every request to standard error, as a line of JSON; failures are written anyway');
  },
  run({ workspace, dataset, options }, context) {
    const {
      host,
      port,
      model,
      models,
      cache,
      store,
      retrainEvery,
      retrainAtLeast,
      retrainThreads,
      rateLimit,
      trustProxy,
      log,
    } = options;
    const ready = ({ address, dataset: served, model: usual }: Serving): void =>
      context.log(
        `Serving ${served} by ${usual} at ${address} (the API: ${address}/docs). Operators sign in at ${address}/operator ` +
          'with MOVIEREC_OPERATOR_KEY, else the key in data/service. Ctrl-C ends it.',
      );
    const retraining = { retrainEvery, retrainAtLeast, retrainThreads };
    const logger = { ...logOptions, level: log ? 'info' : 'error', stream: process.stderr };
    const meeting = { host, port, rateLimit, trustProxy, logger };
    return serve({ workspace, dataset, model, models, cache, store, ...meeting, ...retraining, ready }, context);
  },
  show: ({ address, seconds }: ServeResult) => `Served on ${address} for ${Math.round(seconds)} seconds.`,
});
