import { defineConfig } from 'vitest/config';

/** Of its own, so that `npm test` of movierec itself needs no CDK. */
export default defineConfig({
  test: {
    name: 'aws',
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files share what they import: the CDK alone takes seconds to load.
    isolate: false,
    // Putting an app together and turning it into templates takes some ten seconds on a busy machine.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
