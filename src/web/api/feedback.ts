import type { FeedbackBody } from '../../server/contract.ts';
import { api } from './client.ts';
import { queries, queryClient } from './queries.ts';

type FeedbackEvent = FeedbackBody['events'][number];
/** In whose list a film stood, and where. */
export type Standing = Pick<FeedbackEvent, 'model' | 'place'>;

let waiting: FeedbackEvent[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;

/** Tells what became of a recommendation; a few at a time, and only of people whom the server knows. */
export function feedback(kind: FeedbackEvent['kind'], film: string, standing: Standing = {}): void {
  const me = queryClient.getQueryData(queries.me().queryKey);
  if (me === undefined || me.kind === 'nobody') return;
  waiting.push({ kind, film, ...standing });
  if (waiting.length >= 100) sendWaiting();
  else timer ??= setTimeout(sendWaiting, 2_000);
}

function sendWaiting(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.length === 0) return;
  const events = waiting;
  waiting = [];
  // What is lost here changes no list; it is not worth a word to the person.
  api.feedback({ events }).catch(() => undefined);
}

globalThis.addEventListener?.('pagehide', sendWaiting);
