/** A thread that runs trials, one after the other: it is sent parameters and answers with what came of them. */
import { parentPort, workerData } from 'node:worker_threads';
import { createContext } from '../context.ts';
import { asMovierecError } from '../errors.ts';
import type { Parameters, Values } from '../models/contract/parameters.ts';
import { trialRunner } from './trial-runner.ts';
import type { Answer, WorkerData } from './trial-workers.ts';

const { material, seed, threads } = workerData as WorkerData;
const port = parentPort!;
const run = trialRunner(material, createContext({ seed, threads }));

port.on('message', (parameters: Values<Parameters>) => {
  const answer = (message: Answer): void => port.postMessage(message);
  run(parameters).then(
    (outcome) => answer({ outcome }),
    (error: unknown) => {
      const { code, message, hint } = asMovierecError(error);
      answer({ error: { code, message, hint } });
    },
  );
});
