/** Test runner: forked processes, because native modules and child workers live in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** `npm run test:slow` runs these: real processes that are killed, started again and joined. */
const SLOW = 'test/**/*.slow.test.ts';
/** What a file changes for its whole process, the next one in it would find. */
const CHANGES_ITS_PROCESS = /\bvi\.(mock|stubEnv|useFakeTimers)\(|process\.env\.[A-Z_]+ *=/;

const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).map((file) => `test/${file}`);
const alone = files.filter((file) => file.endsWith('.test.ts') && CHANGES_ITS_PROCESS.test(readFileSync(file, 'utf8')));

export default defineConfig({
  // As Node resolves it: else sources get graphql's module build and libraries its other one, and a schema of one is none to the other.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      // Files that share a process load the sources once.
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: [SLOW, ...alone], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude: [SLOW] } },
    ],
  },
});
