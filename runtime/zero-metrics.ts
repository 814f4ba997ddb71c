/** Metrics whose labels are known beforehand are there before anything has happened: alerts on a first time need the zero before it. */

import { ERROR_KINDS } from './errors.ts';
import { POOL_NAMES } from './pool-names.ts';
import { SUBGRAPH_NAMES } from './subgraph-urls.ts';

type Labels = Readonly<Record<string, string>>;

const each = (name: string, values: readonly string[]): readonly Labels[] => values.map((value) => ({ [name]: value }));

const KNOWN_LABELS = {
  modelItems: each('task', ['embed', 'search', 'score']),
  subgraphRequests: each('subgraph', SUBGRAPH_NAMES),
  scoreCacheRequests: each('result', ['hit', 'miss']),
  semanticCacheRequests: each('result', ['hit', 'near', 'miss']),
  searches: each('outcome', ['complete', 'degraded', 'refused', 'failed']),
  redisCalls: each('outcome', ['answered', 'late', 'lost', 'refused', 'skipped']),
  phrasings: each('outcome', ['fits', 'unfit', 'failed', 'skipped']),
  alertRuns: each('outcome', ['told', 'nothing', 'skipped', 'failed']),
  alertWebhooks: each('outcome', ['delivered', 'failed']),
  admissionRefused: each('lane', ['interactive', 'batch']),
  feeds: each('outcome', ['taken', 'refused', 'succeeded', 'failed', 'retried']),
  feedLines: each('outcome', ['indexed', 'failed']),
  workerRestarts: each('pool', POOL_NAMES),
  droppedEntries: POOL_NAMES.flatMap((pool) => ['deadline', 'caller'].map((reason) => ({ pool, reason }))),
  errors: each('code', Object.keys(ERROR_KINDS)),
} as const satisfies Readonly<Record<string, readonly Labels[]>>;

interface Counted {
  inc(labels: Labels, value: number): void;
}

export function startAtZero(metrics: Readonly<Record<keyof typeof KNOWN_LABELS, Counted>>): void {
  for (const [name, sets] of Object.entries(KNOWN_LABELS)) {
    for (const labels of sets) metrics[name as keyof typeof KNOWN_LABELS].inc(labels, 0);
  }
}
