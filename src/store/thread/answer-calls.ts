import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { asMovierecError } from '../../errors.ts';
import type { Answers, Call, Outcome, Question, ThreadData } from './call.ts';

/** A store within its thread. */
export interface Performer {
  /** Does what the calls ask for, in their order. What has come of them stays, whatever happens, once this returns. */
  readonly perform: (calls: readonly Call[]) => Promise<readonly Outcome[]>;
  readonly close: () => Promise<void>;
}

/** How many calls are done at once at most, so that none waits for too many others. */
const most = 256;

/** What a store's thread does: opens the store, then answers the calls that wait, all of them together. */
export async function answerCalls(open: (where: string) => Promise<Performer>): Promise<void> {
  const { port, where } = workerData as ThreadData;
  const answer = (answers: Answers): void => port.postMessage(answers);
  let performer: Performer;
  try {
    performer = await open(where);
  } catch (error) {
    answer([{ id: 0, outcome: failed(error) }]);
    port.close();
    return;
  }
  answer([{ id: 0, outcome: { result: undefined } }]);

  let waiting: Exclude<Question, undefined>[] = [];
  let working = false;
  let closing = false;
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    for (;;) {
      for (let more: Question | null = null; waiting.length < most && !closing && (more = next(port)) !== null;) {
        if (more) waiting.push(more);
        else closing = true;
      }
      if (waiting.length === 0) break;
      const now = waiting;
      waiting = [];
      const outcomes = await performer.perform(now.map(({ call }) => call)).catch((error: unknown) => {
        const failure = failed(error);
        return now.map(() => failure);
      });
      answer(now.map(({ id }, at) => ({ id, outcome: outcomes[at] })));
    }
    working = false;
    if (closing) {
      await performer.close();
      port.close();
    }
  };
  port.on('message', (question: Question) => {
    if (question) waiting.push(question);
    else closing = true;
    void work();
  });
}

/** What waits at the port already; null where nothing does. */
function next(port: MessagePort): Question | null {
  const received = receiveMessageOnPort(port) as { readonly message: Question } | undefined;
  return received ? received.message : null;
}

/** An error as plain data. */
export function failed(error: unknown): Outcome {
  const { code, message, hint } = asMovierecError(error);
  return { failure: { code, message, hint } };
}
