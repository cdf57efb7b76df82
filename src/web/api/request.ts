import type { Failure } from '../../server/contract.ts';
import { ApiFailure } from './failure.ts';

export interface Asking {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly query?: object;
  readonly signal?: AbortSignal;
  /** The operator key, for operators' routes. */
  readonly key?: string | undefined;
  /** Whether the request should outlive the page. */
  readonly keepalive?: boolean;
}

/** Asks the server. @throws ApiFailure */
export async function request<Answer>(path: string, asking: Asking = {}): Promise<Answer> {
  const { method = 'GET', body, query, signal, key, keepalive = false } = asking;
  const response = await fetch(path + queryString(query), {
    method,
    credentials: 'same-origin',
    keepalive,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiFailure(0, {
      code: 'OFFLINE',
      message: 'The service cannot be reached.',
      hint: 'Check the connection and try again.',
    });
  });
  if (!response.ok) throw await failureOf(response);
  return (await response.json()) as Answer;
}

/** `?genre=Crime&genre=War&k=10`, without what is undefined; empty where there is nothing to say. */
export function queryString(query: object = {}): string {
  const pairs = Object.entries(query as Record<string, unknown>).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as unknown[]) : [value])
      .filter((each) => each !== undefined && each !== '')
      .map((each) => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

async function failureOf(response: Response): Promise<ApiFailure> {
  const said = (await response.json().catch(() => undefined)) as Partial<Failure> | undefined;
  return new ApiFailure(
    response.status,
    said?.error ?? {
      code: 'UNEXPECTED',
      message: `The service answered with ${response.status}.`,
      hint: 'Try again in a moment.',
    },
  );
}
