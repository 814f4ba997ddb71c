/**
 * How long counting facets takes over as many matches as there are documents: columns of demo jobs, repeated; by the clock,
 * and by the processor's time, which is what is left when other programs take turns.
 * Run: npm run bench:facets -- [--size 16000] [--rounds 40]
 */

import { parseArgs } from 'node:util';
import { JOB_LAYOUT, jobAttributes } from '../ingest/job-attributes.ts';
import { foldText } from '../models/text.ts';
import { projectPath } from '../runtime/project-root.ts';
import { plainRequest } from '../search/plain-request.ts';
import { countFacets } from '../search/present/facets.ts';
import type { Retrieved } from '../search/retrieve/retrieve.ts';
import type { JobFacetField, SearchRequest } from '../search/types.ts';
import { createAttributeBuilder } from '../stores/attribute-builder.ts';
import type { AttributeColumns } from '../stores/attributes.ts';
import { loadFacts } from '../stores/facts-files.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { readDocuments } from '../stores/segment-files.ts';
import { quantile, roundedTo } from './quantiles.ts';

const FIELDS: readonly JobFacetField[] = [
  'COMPANY',
  'LOCATION',
  'WORKPLACE_TYPE',
  'EMPLOYMENT_TYPE',
  'SENIORITY',
  'SKILL',
  'SALARY_BAND',
  'POSTED_WITHIN',
];
const LIMIT_MS = 20;
const NOW_MS = Date.UTC(2026, 10, 2);

const { values } = parseArgs({
  options: { size: { type: 'string', default: '16000' }, rounds: { type: 'string', default: '40' } },
});
const [size, rounds] = [Number(values.size), Number(values.rounds)];
const snapshot = { size, attributes: await repeatedColumns() } as IndexSnapshot;
const retrieved: Retrieved = {
  candidates: [],
  matches: { mask: new Uint8Array(size).fill(1), total: size },
  folded: 0,
  filters: [],
  coverage: 1,
  reasons: [],
  relaxedMatches: new Map(),
};
const rows = [...FIELDS.map((field) => [field]), FIELDS].map((fields) => ({
  facets: fields.length === 1 ? fields.join() : `all ${fields.length}`,
  ...measure(fields),
}));
console.table(rows);
const p95Ms = rows.at(-1)?.p95Ms ?? null;
console.log(
  JSON.stringify({ size, rounds, limitMs: LIMIT_MS, p95Ms, isMet: p95Ms !== null && p95Ms < LIMIT_MS, rows }),
);

async function repeatedColumns(): Promise<AttributeColumns> {
  const facts = loadFacts(foldText);
  const demo: ReturnType<typeof jobAttributes>[] = [];
  for await (const document of readDocuments(projectPath('data', 'demo', 'index', 'jobs')))
    if (document.kind === 'job') demo.push(jobAttributes(document, facts));
  const builder = createAttributeBuilder(JOB_LAYOUT);
  for (let at = 0; at < size; at++) {
    const row = demo[at % demo.length];
    if (row === undefined) throw new RangeError('expected demo jobs, got none');
    builder.add(row);
  }
  return builder.build();
}

/** Of one page's facets; the first rounds, in which the code is compiled, do not count. */
interface Times {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly cpuMs: number | null;
}

function measure(facets: readonly JobFacetField[]): Times {
  const request = { ...plainRequest('jobs', '', 20), facets, facetLimit: 100 } as SearchRequest;
  const times: number[] = [];
  let cpuStart = process.cpuUsage();
  for (let round = -5; round < rounds; round++) {
    if (round === 0) cpuStart = process.cpuUsage();
    const startMs = performance.now();
    countFacets(request, retrieved, snapshot, NOW_MS);
    if (round >= 0) times.push(performance.now() - startMs);
  }
  const { user, system } = process.cpuUsage(cpuStart);
  const cpuMs = roundedTo(2, (user + system) / 1_000 / rounds);
  return { cpuMs, p50Ms: roundedTo(2, quantile(times, 0.5)), p95Ms: roundedTo(2, quantile(times, 0.95)) };
}
