import { serve, type ServeResult } from '../../server/serve.ts';
import { defineCommand } from '../cli-command.ts';
import { integer } from '../numbers.ts';

export const serveCommand = defineCommand({
  examples: ['movierec serve', 'movierec serve --port 8081 --model ease'],
  configure(command) {
    command
      .option('--host <address>', 'where to listen (default: 127.0.0.1, this machine alone)')
      .option('--port <n>', 'which port (default: 8080)', integer(0, 65535))
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .option('--store <address>', 'where people and their ratings are kept (default: a SQLite file in data/service)');
  },
  run({ workspace, dataset, options }, context) {
    const { host, port, model, store } = options;
    const ready = (address: string): void => context.log(`Serving on ${address}`);
    return serve({ workspace, dataset, host, port, model, store, ready }, context);
  },
  show: ({ address, seconds }: ServeResult) => `Served on ${address} for ${Math.round(seconds)} seconds.`,
});
