/** The settings of what is seen of a server: traces, slow operations, the log. */

import { z } from 'zod';
import { isHttpAddress } from './http-address.ts';

/** An entry of the configuration for each. */
export const SIGHT_SETTINGS = {
  TANDEM_TRACES_URL: z
    .string()
    .refine(isHttpAddress, { message: 'expected an http address without user, password and query' })
    .optional()
    .describe('Where traces are sent: an OpenTelemetry collector, such as http://127.0.0.1:4318; or OTEL_ variables.'),
  TANDEM_SLOW_MS: z.coerce
    .number()
    .min(0)
    .default(1_000)
    .describe('An operation that takes longer is logged with its name, hash and stages; 0 logs none.'),
  TANDEM_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('Least severe log line that is written.'),
} as const;
