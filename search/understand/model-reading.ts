/** Asks the model how it reads a text: from memory when it was asked lately, else the pool, and never for long. */

import { modelFile } from '../../models/manifest.ts';
import type { TextReading } from '../../models/understanding.ts';
import { shareOf } from '../../runtime/deadline.ts';
import { TandemError } from '../../runtime/errors.ts';
import { type SearchContext, workOptions } from '../context.ts';
import { whenOver } from '../in-time.ts';

/**
 * Of the time that is left: 300 ms of 2 s. The model takes a few, but it may wait behind a batch of the ranker, and a text that is
 * read by rules alone once and by the model the next time gives two different pages.
 */
const PATIENCE_SHARE = 0.15;

/** Null when the pool is away or late: rules answer alone then. A defect of ours still throws. */
export async function askModel(text: string, context: SearchContext): Promise<TextReading | null> {
  const { memory, manifest, pools, logger } = context.services;
  const key = readingKey(modelFile(manifest, 'understanding').version, text);
  const known = memory.readings.get(key);
  if (known !== undefined) return known;
  const deadline = shareOf(context.deadline, PATIENCE_SHARE);
  const work = workOptions(deadline, context);
  try {
    const [reading = null] = (await Promise.race([pools.understand([text], work), whenOver(deadline, null)])) ?? [];
    if (reading !== null) memory.readings.set(key, reading);
    return reading;
  } catch (error) {
    if (!(error instanceof TandemError) || !ABSENCES.includes(error.code)) throw error;
    logger.debug({ requestId: context.requestId, code: error.code }, `rules read alone: ${error.message}`);
    return null;
  }
}

const ABSENCES: readonly string[] = ['WORKER_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'OVERLOADED'];

export function readingKey(modelVersion: string, text: string): string {
  return `${modelVersion}\u0000${text}`;
}
