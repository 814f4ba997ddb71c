/** The history of measurements: one JSON object a line, appended, never changed. */

import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { z } from 'zod';
import { readRecords } from '../files.ts';

const estimateSchema = z.object({
  value: z.number(),
  interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
});

const rowSchema = z.object({
  vertical: z.enum(['jobs', 'people']),
  origin: z.enum(['existing', 'aspirational']),
  stratum: z.string(),
  queries: z.number(),
  represents: z.number(),
  metrics: z.record(z.string(), estimateSchema.nullable()),
});

const measurementSchema = z.object({
  /** RFC 3339. */
  at: z.string(),
  /** Of the code that was measured; null outside a repository, with a plus when files differed from it. */
  commit: z.string().nullable(),
  /** Versions by name. */
  models: z.record(z.string(), z.string()),
  /** Version of the judge: numbers of different judges do not compare. */
  judge: z.string(),
  seed: z.number(),
  perStratum: z.number(),
  queries: z.number(),
  graded: z.number(),
  /** Pairs for which the judge gave no grade. */
  failed: z.number(),
  rows: z.array(rowSchema),
});
export type Measurement = Readonly<z.infer<typeof measurementSchema>>;

/** Oldest first; empty when there is no file yet. Throws BAD_USER_INPUT for a line that is no measurement. */
export async function readHistory(path: string): Promise<readonly Measurement[]> {
  return existsSync(path) ? readRecords(path, measurementSchema, 'a measurement as "tandem measure" writes it') : [];
}

export async function appendHistory(path: string, measurement: Measurement): Promise<void> {
  await appendFile(path, `${JSON.stringify(measurement)}\n`);
}
