/** Test runner of what takes long: real processes that are killed, started again and joined, one file at a time. */
import { defineConfig } from 'vitest/config';
import fast from './vitest.config.ts';

export default defineConfig({
  ...fast,
  test: { ...fast.test, include: ['test/**/*.slow.test.ts'], exclude: [], fileParallelism: false },
});
