/** Test runner of what takes long: real processes that are killed, started again and joined, one file at a time. */
import { defineConfig } from 'vitest/config';
import fast from './vitest.config.ts';

const { projects: _, ...common } = fast.test ?? {};

export default defineConfig({
  ...fast,
  test: { ...common, include: ['test/**/*.slow.test.ts'], fileParallelism: false },
});
