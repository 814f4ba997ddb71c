/** The demo corpus: job postings and profiles, the same bytes for the same seed on every machine. */
import { createJobs } from './jobs.ts';
import type { JobLine, PersonLine } from './lines.ts';
import { createPeople } from './people.ts';

/** Seed of the corpus whose index is shipped. */
const DEMO_SEED = 1;

export function* generateJobs(seed: number = DEMO_SEED): Generator<JobLine> {
  yield* createJobs(seed);
}

export function* generatePeople(seed: number = DEMO_SEED): Generator<PersonLine> {
  yield* createPeople(seed);
}
