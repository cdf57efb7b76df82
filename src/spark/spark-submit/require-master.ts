import { once } from 'node:events';
import { connect } from 'node:net';
import { MovierecError } from '../../errors.ts';

/** For how long a master may take to answer the knock, in milliseconds. */
const patience = 5000;

/**
 * Looks whether a master's address can be meant and, of a standalone one, whether anybody is there: Spark itself would
 * try for a minute. Of several, `spark://a:7077,b:7077`, one is enough.
 * @throws BAD_ADDRESS, UNREACHABLE
 */
export async function requireMaster(master: string): Promise<void> {
  if (/^local(\[(\d+|\*)(,\d+)?\])?$|^yarn$|^k8s:\/\/.+/.test(master)) return;
  const places = /^spark:\/\/([^/]+)$/.exec(master)?.[1].split(',').map(placeOf) ?? [];
  if (places.length === 0 || places.includes(undefined)) {
    throw new MovierecError(
      'BAD_ADDRESS',
      `${master} is no address of a Spark master.`,
      'Write spark://HOST:7077, yarn, k8s://https://HOST:PORT, local[*] or "emr-serverless://APPLICATION?role=ARN".',
    );
  }
  const failures = await Promise.all(places.map((place) => knock(place!)));
  if (failures.some((failure) => failure === undefined)) return;
  throw new MovierecError(
    'UNREACHABLE',
    `nobody answers at ${master} (${failures.join(', ')}).`,
    'Start the master, or look at its page for the address that it goes by.',
  );
}

/** Whether the work is done on this machine alone, and so need not be heard of by any other. */
export const isOnLoopback = (master: string): boolean =>
  master.startsWith('local') || /^spark:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+$/.test(master);

interface Place {
  readonly host: string;
  readonly port: number;
}

function placeOf(text: string): Place | undefined {
  const [, host, port] = /^(.+?)(?::(\d+))?$/.exec(text) ?? [];
  return host === undefined ? undefined : { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? 7077) };
}

/** Why nobody is there; nothing where somebody is. */
async function knock({ host, port }: Place): Promise<string | undefined> {
  const socket = connect({ host, port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) });
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ABORT_ERR' ? 'no answer' : (error as NodeJS.ErrnoException).code;
  } finally {
    socket.destroy();
  }
}
