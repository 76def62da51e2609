import { defineConfig } from 'vitest/config';

/** Journeys on the line of flows/main.yaml and flows/agents.yaml, which the file that Azure is sent reads by itself. */
const ON_THE_BUNDLE = [
  'outage',
  'ringing',
  'lost-callers',
  'hanging-up',
  'trouble',
  'person-on-main-line',
].map((name) => `test/journeys/${name}.test.ts`);

/** Journeys that replace modules of the line by broken ones. */
const WITH_OTHER_MODULES = ['test/journeys/leak-hunter*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['test/support/tables-server.ts'],
    reporters: ['default', './test/support/closing-line.ts'],
    testTimeout: 60_000, // several times what the slowest take on a busy machine
    hookTimeout: 60_000,
    maxWorkers: 2,
    isolate: false, // to load the line for each file anew takes longer than most files
    projects: [
      {
        extends: true,
        test: { name: 'sources', include: ['test/**/*.test.ts'], exclude: WITH_OTHER_MODULES },
      },
      {
        extends: true,
        test: { name: 'isolated', include: WITH_OTHER_MODULES, isolate: true },
      },
      {
        extends: true,
        test: {
          name: 'bundle',
          include: ON_THE_BUNDLE,
          globalSetup: ['test/support/bundled-line.ts'],
          // node loads the file as it is, many times: vitest would transform it each time
          server: { deps: { external: [/switchboard-line-/] } },
        },
      },
    ],
  },
});
