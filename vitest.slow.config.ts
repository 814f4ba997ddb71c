/** Test runner of what takes long: real processes that are killed, started again and joined. */
import { defineConfig, mergeConfig } from 'vitest/config';
import fast from './vitest.config.ts';

export default mergeConfig(
  { ...fast, test: { ...fast.test, exclude: [] } },
  defineConfig({ test: { include: ['test/**/*.slow.test.ts'] } }),
);
