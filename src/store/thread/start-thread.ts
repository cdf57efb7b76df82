import { MessageChannel, Worker } from 'node:worker_threads';
import { MovierecError } from '../../errors.ts';
import type { Answers, Call, Outcome, Question, ThreadData } from './call.ts';

/** A thread that has a store open. */
export interface Thread {
  /** @throws STORE_FAILED where the thread ended before it had answered; what the call throws */
  readonly ask: (call: Call) => Promise<unknown>;
  /** Waits for the answers that are due, then ends it. */
  readonly close: () => Promise<void>;
}

interface Asker {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts a thread which runs `answerCalls`. The process is held open by calls alone, not by the thread.
 * @param ended is called when the thread has ended
 * @throws whatever it could not open the store for
 */
export async function startThread(entry: URL, where: string, ended: () => void): Promise<Thread> {
  const { port1: port, port2 } = new MessageChannel();
  const data: ThreadData = { port: port2, where };
  const worker = new Worker(entry, { workerData: data, transferList: [port2] });
  const askers = new Map<number, Asker>();
  let numbers = 0;
  let reason: string | undefined;

  const settle = (id: number, outcome: Outcome): void => {
    const asker = askers.get(id);
    askers.delete(id);
    if (askers.size === 0) port.unref();
    if ('result' in outcome) return asker?.resolve(outcome.result);
    const { code, message, hint } = outcome.failure;
    asker?.reject(new MovierecError(code, message, hint));
  };
  const waitFor = (id: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      askers.set(id, { resolve, reject });
      port.ref();
    });
  port.on('message', (answers: Answers) => {
    for (const { id, outcome } of answers) settle(id, outcome);
  });
  const exited = new Promise<void>((resolve) => {
    worker.on('error', (error) => (reason = error.message));
    worker.on('exit', (code) => {
      // Answers that it sent before it ended come first.
      setImmediate(() => {
        ended();
        const died = dead(where, reason ?? `exit code ${code}`);
        for (const asker of askers.values()) asker.reject(died);
        askers.clear();
        port.close();
        resolve();
      });
    });
  });
  worker.unref();
  await waitFor(0);
  return {
    ask: (call) => {
      const id = ++numbers;
      const question: Question = { id, call };
      port.postMessage(question);
      return waitFor(id);
    },
    close: async () => {
      port.postMessage(undefined);
      worker.ref();
      await exited;
    },
  };
}

const dead = (where: string, reason: string): MovierecError =>
  new MovierecError(
    'STORE_FAILED',
    `the thread that keeps ${where} has ended: ${reason}.`,
    'Try again: the store is opened anew. What was being written at that moment may or may not be there.',
  );
