/** What the understanding model answers for a plain search for jobs that it is sure of, without a span. */
import type { TextReading } from '../../models/understanding.ts';

export const SURE_READING: TextReading = {
  intents: { JOBS: 0.9 },
  routes: { SEMANTIC: 0.9 },
  safeties: { SAFE: 1 },
  categories: { none: 1 },
  conditions: {},
  spans: [],
};
