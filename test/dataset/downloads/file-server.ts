import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on loopback, with a record of the requests it got. */
export class FileServer {
  /** Every request as `METHOD PATH`, with its Range, if any. */
  readonly requests: string[] = [];
  readonly #server;

  constructor(handler: Handler) {
    this.#server = createServer((request, response) => {
      const { range } = request.headers;
      this.requests.push(`${request.method} ${request.url}${range ? ` ${range}` : ''}`);
      handler(request, response);
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

/** What a file server does and does not do. */
export interface Manners {
  /** Whether Range is understood. */
  readonly ranges?: boolean;
  readonly etag?: string;
  /** Break the connection after this many bytes of the body, once they are in the client's file. */
  readonly cut?: { readonly after: number; readonly file: string } | undefined;
  readonly headers?: Record<string, string>;
}

/** Serves one file as web servers do: Range, If-Range, ETag, 206 and 416. */
export function serveFile(request: IncomingMessage, response: ServerResponse, content: Buffer, manners: Manners): void {
  const { ranges = true, etag, cut, headers } = manners;
  const same = etag !== undefined && request.headers['if-range'] === etag;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const from = ranges && same && asked ? Number(asked[1]) : 0;
  const body = content.subarray(from);
  if (from > 0 && body.length === 0) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': body.length,
    ...(etag && { etag }),
    ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
    ...headers,
  });
  if (!cut) return void response.end(body);
  const hasCome = async (): Promise<void> => {
    const size = async (): Promise<number> => (await stat(cut.file).catch(() => undefined))?.size ?? 0;
    while (!response.closed && (await size()) < from + cut.after) await setTimeout(2);
  };
  response.write(body.subarray(0, cut.after), () => void hasCome().then(() => response.destroy()));
}
