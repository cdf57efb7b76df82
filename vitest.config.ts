import { defineConfig } from 'vitest/config';

/** Files that put something else in the place of a module, and so cannot share modules with others. */
const withMocks = ['test/stages/require-features.test.ts'];

/** The live service: servers, stores in threads, processes that are killed. */
const ofTheService = [
  'test/server/**/*.test.ts',
  'test/store/**/*.test.ts',
  'test/conformance/store.test.ts',
  'test/stages/retrain.test.ts',
  'test/stages/retrain/**/*.test.ts',
  'test/stages/report/engagement/add-service-events.test.ts',
];

/** Runs that are killed, disks that are full, two runs at once. */
const ofHardship = ['interrupt', 'disks', 'two-at-once'].map((name) => `test/cli/${name}.test.ts`);

/** For threads that the code under test starts. */
const readsTypeScript = ['--import', new URL('./test/fixtures/threads/preload.js', import.meta.url).href];

export default defineConfig({
  test: {
    // The slowest takes some twenty seconds where nothing else runs; machines are shared.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'library',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cli/**', 'test/browser/**', 'test/servers/**', ...ofTheService, ...withMocks],
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
        test: {
          name: 'cli',
          include: ['test/cli/**/*.test.ts'],
          exclude: ofHardship,
          globalSetup: 'test/fixtures/cli/set-up.ts',
        },
      },
      {
        extends: true,
        test: { name: 'hardship', include: ofHardship, globalSetup: 'test/fixtures/cli/set-up.ts' },
      },
      {
        // Takes minutes, and so is a run of its own: npm run test:service.
        extends: true,
        test: {
          name: 'service',
          include: ofTheService,
          isolate: false,
          execArgv: readsTypeScript,
        },
      },
      // Need servers, which .ci/servers installs and the set-up starts: npm run test:servers.
      ...(['databases', 'objects', 'spark', 'docker'] as const).map((name) => ({
        extends: true as const,
        test: {
          name,
          include: [`test/servers/${name}/**/*.test.ts`],
          globalSetup: `test/servers/${name}/set-up.ts`,
          execArgv: name === 'spark' ? readsTypeScript : [],
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      })),
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
