/** A process that retrains a model: it is sent a job, says how far it is, answers, and ends. */
import { Workspace } from '../../artifacts/workspace.ts';
import { createContext } from '../../context.ts';
import { asMovierecError, MovierecError } from '../../errors.ts';
import { retrain } from '../retrain.ts';
import type { Job, Message } from './retrain-apart.ts';

const controller = new AbortController();
const stop = (): void => controller.abort(new MovierecError('INTERRUPTED', 'the retraining was stopped.'));
process.once('SIGTERM', stop);
// Ctrl-C reaches the whole group of processes; whoever started this one says when it is to end.
process.on('SIGINT', () => undefined);
// Whoever started it is gone.
process.once('disconnect', stop);

process.once('message', ({ root, dataset, model, store, force, seed, threads }: Job) => {
  const say = (message: Message, then: () => void = () => undefined): void => {
    if (process.connected) process.send!(message, then);
    else then();
  };
  const log = (text: string): void => say({ log: text });
  const context = createContext({ seed, threads, log, signal: controller.signal });
  retrain({ workspace: new Workspace(root), dataset, model, store, force }, context).then(
    (result) => say({ result }, () => process.exit()),
    (error: unknown) => {
      const { code, message, hint } = asMovierecError(error);
      say({ error: { code, message, hint } }, () => process.exit());
    },
  );
});
