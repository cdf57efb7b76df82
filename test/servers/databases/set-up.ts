import type { TestProject } from 'vitest/node';
import { startFerretdb } from '../../fixtures/servers/ferretdb.ts';
import { startMariadb } from '../../fixtures/servers/mariadb.ts';

/** What is started for the tests, by how their addresses begin: one line each. */
const servers = {
  mysql: startMariadb,
  mongodb: startFerretdb,
} satisfies Record<string, () => Promise<Server>>;

interface Server {
  readonly address: string;
  readonly stop: () => Promise<void>;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The addresses of the servers. No test may stop one, or use a database that it has not made. */
    databases: Readonly<Record<keyof typeof servers, string>>;
  }
}

/** Starts all servers, and stops them in the end. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const started = await Promise.allSettled(Object.values(servers).map((start: () => Promise<Server>) => start()));
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async (): Promise<void> => void (await Promise.all(running.map((server) => server.stop())));
  const failure = started.find((one) => one.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  const addresses = Object.keys(servers).map((scheme, at) => [scheme, running[at].address]);
  project.provide('databases', Object.fromEntries(addresses) as Record<keyof typeof servers, string>);
  return stop;
}
