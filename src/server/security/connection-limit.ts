import type { Server } from '../route.ts';

/** More connections than that serve no purpose on one machine. */
const most = 50_000;
/** File handles that stay for the store, for files that are read, for workers. */
const reserve = 200;

/** Whoever opens connections without end takes no file handle that the service itself needs. */
export function addConnectionLimit(server: Server): void {
  server.addHook('onListen', (done) => {
    // To find out takes some 20 ms, which the first request need not wait for.
    setTimeout(() => (server.server.maxConnections = Math.max(100, Math.min(most, handles() - reserve))), 200).unref();
    done();
  });
}

/** How many files and connections the system lets this process have open; Windows does not say. */
function handles(): number {
  // Else it would look up the names of all addresses.
  Object.assign(process.report, { excludeNetwork: true });
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } };
  return Number(userLimits?.open_files?.soft) || most;
}
