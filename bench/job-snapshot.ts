/** An index version of many jobs in memory, without vectors: lines of a file, or of the demo's generator. */
import { generateJobs } from '../data/demo/generate.ts';
import { documentKeywords } from '../ingest/document-keywords.ts';
import { JOB_LAYOUT, jobAttributes } from '../ingest/job-attributes.ts';
import { normaliseJob } from '../ingest/normalise-job.ts';
import { readLines } from '../ingest/read-lines.ts';
import { validateJob } from '../ingest/validate.ts';
import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import type { JobDocument } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { createKeywordBuilder } from '../stores/keyword-builder.ts';

/** At most `count` jobs; of the generator, when there is no file, with as many seeds as it takes. */
export async function readJobs(file: string | undefined, count: number, facts: Facts): Promise<readonly JobDocument[]> {
  const jobs: JobDocument[] = [];
  for await (const line of linesOf(file)) {
    if (jobs.length === count) break;
    const checked = validateJob(line);
    if (checked.kind === 'valid') jobs.push(normaliseJob(checked.value, 'bench', facts));
  }
  return jobs;
}

async function* linesOf(file: string | undefined): AsyncGenerator<string> {
  if (file !== undefined) for await (const { text } of readLines(file)) yield text;
  else for (let seed = 1; ; seed++) for (const job of generateJobs(seed)) yield JSON.stringify(job);
}

export function jobSnapshot(jobs: readonly JobDocument[], facts: Facts): IndexSnapshot {
  const [attributes, keywords] = [createAttributeBuilder(JOB_LAYOUT), createKeywordBuilder()];
  for (const job of jobs) {
    attributes.add(jobAttributes(job, facts));
    keywords.add(documentKeywords(job));
  }
  const ids = jobs.map(({ id }) => id);
  const positions = new Map(ids.map((id, position) => [id, position]));
  return {
    vertical: 'jobs',
    version: 'bench',
    segments: ['bench'],
    indexedAt: null,
    encoderVersion: 'none',
    itemVersion: null,
    size: ids.length,
    documentCount: ids.length,
    ids,
    documentVersions: ids,
    positionOf: (id) => positions.get(id),
    attributes: attributes.build(),
    keywords: keywords.build(),
  };
}
