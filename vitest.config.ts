/** Test runner: forked processes, because native modules and child workers live in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** `npm run test:slow` runs these: real processes that are killed, started again and joined. */
const SLOW = 'test/**/*.slow.test.ts';
/** What a file changes for its whole process, the next one in it would find. */
const CHANGES_ITS_PROCESS = /\bvi\.(mock|stubEnv|useFakeTimers)\(|process\.env\.[A-Z_]+ *=(?!=)/;
/** What others leave behind in a process would be measured with it. */
const MEASURES_ITS_PROCESS = /helpers\/heap\.ts'/;

/** All of these have the same stand-in for the search, which a process takes before it loads the first of them. */
const FAKES_SEARCH = /helpers\/fake-the-search\.ts'/;

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => ({ path: `test/${file}`, text: readFileSync(`test/${file}`, 'utf8') }));
const pathsOf = (some: readonly { readonly path: string }[]): string[] => some.map(({ path }) => path);
const alone = pathsOf(files.filter(({ text }) => CHANGES_ITS_PROCESS.test(text) || MEASURES_ITS_PROCESS.test(text)));
const faked = pathsOf(files.filter(({ text }) => FAKES_SEARCH.test(text))).filter((path) => !alone.includes(path));

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
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: [SLOW, ...alone, ...faked], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'faked',
          include: faked,
          exclude: [SLOW],
          isolate: false,
          setupFiles: ['test/helpers/fake-the-search.ts'],
        },
      },
      { extends: true, test: { name: 'alone', include: alone, exclude: [SLOW] } },
    ],
  },
});
