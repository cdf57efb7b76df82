import { defineConfig } from 'vitest/config';

/** Files that put something else in the place of a module, and so cannot share modules with others. */
const withMocks = ['test/stages/require-features.test.ts'];

export default defineConfig({
  test: {
    // The slowest takes some twenty seconds where nothing else runs; machines are shared.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    // Threads that the code under test starts read TypeScript as well.
    execArgv: ['--import', new URL('./test/fixtures/threads/preload.js', import.meta.url).href],
    projects: [
      {
        extends: true,
        test: {
          name: 'library',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cli/**', 'test/browser/**', ...withMocks],
          // Files share what they import, which saves a third of the time; no test changes what others go by.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'mocks', include: withMocks },
      },
      {
        extends: true,
        test: { name: 'cli', include: ['test/cli/**/*.test.ts'], globalSetup: 'test/fixtures/cli/set-up.ts' },
      },
      {
        // Needs Chromium, and so is a run of its own: npm run test:browser.
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: 'test/fixtures/browser/set-up.ts',
          // As long as a person waits; the machine may be busy.
          expect: { poll: { timeout: 20_000 } },
        },
      },
    ],
  },
});
