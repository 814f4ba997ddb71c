/** Test runner: forked processes, because native modules and child workers live in them. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node resolves it: else sources get graphql's module build and libraries its other one, and a schema of one is none to the other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    // `npm run test:slow` runs these: real processes that are killed, started again and joined.
    exclude: ['test/**/*.slow.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
