/** Writes down what a search has found, once, so that pages, matches and traces read it and nothing is scored again. */
import { randomId } from '../runtime/ids.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { memberName } from '../stores/rows.ts';
import type { RankingStage, RecordedResult } from '../stores/search-records.ts';
import { sightOf } from './access.ts';
import type { Execution } from './execution.ts';
import type { RankedCandidate } from './rank/order-candidates.ts';
import type { Ranking } from './rank/rank.ts';
import { type RankerChoice, rankerOf } from './rank/rankers.ts';
import { type KeptSearch, requestKey } from './records.ts';
import type { Retrieved } from './retrieve/retrieve.ts';
import type { Coverage, Facet, RankingTrace, SearchRequest } from './types.ts';
import type { Understood } from './understand/understand.ts';

const STAGES: Readonly<Record<RankerChoice['kind'], RankingStage>> = {
  packed: 'PACKED',
  'full-text': 'CROSS_ENCODER',
};

export interface SearchParts {
  readonly request: SearchRequest;
  readonly snapshot: IndexSnapshot;
  readonly understood: Understood;
  readonly retrieved: Retrieved;
  readonly ranking: Ranking;
  /** In the order of the result list. */
  readonly results: readonly RankedCandidate[];
  readonly facets: readonly Facet[];
}

/**
 * Longest wait for a record that other processes are about to read: a page without relevance and reasons is worse than one
 * that is late by this. Of 200 writes beside other programs (2 cores, load 12) half took 4 ms and the longest 55 ms.
 */
const LONGEST_WRITE_MS = 100;

/**
 * This process remembers the record at once, and waits for the disk only when other processes read the record there. A
 * record that cannot be kept costs later pages after a restart, or what those processes add to this one; it never fails it.
 */
export async function keepSearch(parts: SearchParts, execution: Execution): Promise<KeptSearch> {
  const { services, requestId } = execution;
  const record = recordOf(parts, execution);
  services.memory.records.set(record.id, record);
  services.metrics.searches.inc({ outcome: outcomeOf(record) });
  const written = services.searchRecords.put(record).catch((error: unknown) => {
    services.logger.warn({ requestId, searchId: record.id, err: error }, 'the search could not be kept on disk');
  });
  if (services.sharesRecords) await atMost(LONGEST_WRITE_MS, written);
  return record;
}

async function atMost(waitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, waitMs);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}

function outcomeOf({ understanding, coverage }: KeptSearch): 'refused' | 'degraded' | 'complete' {
  if (understanding.safety === 'UNSAFE') return 'refused';
  return coverage.degraded ? 'degraded' : 'complete';
}

function recordOf(parts: SearchParts, { services, caller, stages }: Execution): KeptSearch {
  const { request, snapshot, understood, retrieved, ranking } = parts;
  const ranker = rankerOf(snapshot, services.rankers);
  return {
    id: randomId(),
    askedBy: memberName(caller),
    vertical: snapshot.vertical,
    text: understood.text,
    correctedText: understood.correctedText,
    submittedAt: services.clock.date().toISOString(),
    indexVersion: snapshot.version,
    modelVersion: ranker.version,
    request: {
      ...sightOf(caller, request.vertical),
      key: requestKey(request),
      facets: request.facets,
      ...(understood.understanding.usesProfile === true ? { member: caller.id } : {}),
    },
    understanding: understood.understanding,
    coverage: coverageOf(retrieved, ranking),
    notices: understood.notices,
    trace: traceOf(retrieved, ranking, stages),
    totalCount: retrieved.matches.total,
    facets: parts.facets,
    results: parts.results.map((result) => recordedResult(result, snapshot, STAGES[ranker.kind])),
  };
}

function coverageOf(retrieved: Retrieved, ranking: Ranking): Coverage {
  const reasons = [...new Set([...retrieved.reasons, ...ranking.reasons])];
  return {
    retrieval: retrieved.coverage,
    ranked: ranking.ranked,
    rankedPlanned: ranking.planned,
    degraded: reasons.length > 0,
    reasons,
  };
}

function traceOf(retrieved: Retrieved, ranking: Ranking, stages: ReadonlyMap<string, number>): RankingTrace {
  return {
    candidates: retrieved.candidates.length,
    depth: ranking.planned,
    depthReason: ranking.depthReason,
    cacheHits: ranking.cacheHits,
    batches: ranking.batches,
    totalMs: [...stages.values()].reduce((sum, ms) => sum + ms, 0),
    stages: Object.fromEntries(stages),
  };
}

function recordedResult(
  { position, score, relevance, rankScore, isCached }: RankedCandidate,
  snapshot: IndexSnapshot,
  rankedBy: RankingStage,
): RecordedResult {
  return {
    documentId: snapshot.ids[position] ?? '',
    documentVersion: snapshot.documentVersions[position] ?? '',
    retrievalScore: score,
    score: relevance,
    rankScore,
    stage: relevance === null ? null : rankedBy,
    isCached,
  };
}
