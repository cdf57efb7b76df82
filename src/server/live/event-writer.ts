import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';

/** Server-sent events to one page. After `end`, and once the page is gone, nothing is written and nothing throws. */
export interface EventWriter {
  send(name: string, data: object): void;
  beat(): void;
  end(): void;
}

/** Bytes that may wait for a page that does not read, beside what the system holds for it; then it is dropped. */
const waitingAtMost = 256 * 1024;
/** Milliseconds in which the last events have to be read. */
const patience = 500;
/** After how many milliseconds a page that lost its connection should come back. */
const comeBackAfter = 3000;

/**
 * Answers a request with events, from now on until either side ends it; `gone` is called once then. Every event has an id,
 * so that a page which comes back says so (`last-event-id`). The headers that are set on the reply are sent as well.
 * HTML Living Standard, "Server-sent events".
 */
export function openEventWriter(reply: FastifyReply, gone: () => void): EventWriter {
  reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    // Neither kept nor compressed on the way, and by nginx not held back.
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  reply.hijack();
  const { raw } = reply;
  let count = 0;
  raw.once('close', gone);
  raw.on('error', () => raw.destroy());
  // The server's time limits are for requests; this one is meant to last.
  raw.socket?.setTimeout(0);
  raw.socket?.setNoDelay(true);
  raw.writeHead(200, reply.getHeaders() as OutgoingHttpHeaders);
  const write = (text: string): void => {
    if (raw.destroyed || raw.writableEnded) return;
    raw.write(text);
    if (raw.writableLength > waitingAtMost) raw.destroy();
  };
  write(`retry: ${comeBackAfter}\nid: ${count}\n\n`);
  return {
    // JSON has no line breaks of its own, so that an event is one line of data.
    send: (name, data) => write(`event: ${name}\nid: ${++count}\ndata: ${JSON.stringify(data)}\n\n`),
    beat: () => write(':\n\n'),
    end() {
      if (raw.destroyed || raw.writableEnded) return;
      const late = setTimeout(() => raw.destroy(), patience).unref();
      raw.end(() => {
        clearTimeout(late);
        raw.destroy();
      });
    },
  };
}
