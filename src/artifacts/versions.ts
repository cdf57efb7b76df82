import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What made an artifact: our own version and those of what could change a result. */
export const versions: Readonly<Record<string, string>> = {
  movierec: (require('../../package.json') as { version: string }).version,
  node: process.versions.node,
};
