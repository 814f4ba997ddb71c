/** Everything that a search needs, in memory: a small corpus, recorded pools, stores that can be taken away, a clock to turn. */
import { readManifest } from '../../models/manifest.ts';
import { foldText } from '../../models/text.ts';
import type { Clock } from '../../runtime/clock.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import { createSigner } from '../../runtime/ids.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';
import type { SearchContext, SearchServices } from '../../search/context.ts';
import { createSearchMemory } from '../../search/memory.ts';
import type { JobSearchRequest, PeopleSearchRequest } from '../../search/types.ts';
import type { JobDocument, PersonDocument } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import type { Facts } from '../../stores/facts.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import { createMemoryScores } from '../../stores/scores-memory.ts';
import { createMemorySearchRecords } from '../../stores/search-records-memory.ts';
import { createMemoryTwinTexts } from '../../stores/twin-texts-memory.ts';
import { type FakePools, fakePools } from './fake-pools.ts';
import { type MemoryIndexStore, memoryIndexStore, memorySnapshot } from './memory-index.ts';
import { testJobs, testPeople } from './test-corpus.ts';

export interface TestClock extends Clock {
  readonly advance: (ms: number) => void;
}

export interface TestSearch {
  readonly services: SearchServices;
  readonly pools: FakePools;
  readonly indexes: MemoryIndexStore;
  readonly clock: TestClock;
  readonly jobs: readonly JobDocument[];
  readonly people: readonly PersonDocument[];
  /** A new request of the one caller. */
  readonly context: (changes?: Partial<SearchContext>) => SearchContext;
}

let facts: Facts | null = null;

/** Read once a test file: the tables are large. */
export function testFacts(): Facts {
  facts ??= loadFacts(foldText);
  return facts;
}

export async function createTestSearch(
  changes: {
    readonly copies?: number;
    readonly itemVersion?: string;
    readonly jobs?: readonly JobDocument[];
    readonly people?: readonly PersonDocument[];
  } & Partial<SearchServices> = {},
): Promise<TestSearch> {
  const { copies, itemVersion, people = testPeople(testFacts()), ...others } = changes;
  const { jobs = testJobs(testFacts(), copies), ...replaced } = others;
  const snapshots = [
    memorySnapshot('jobs', jobs, testFacts(), undefined, itemVersion),
    memorySnapshot('people', people, testFacts(), undefined, itemVersion),
  ] as const;
  const pools = await fakePools([
    { snapshot: snapshots[0], documents: jobs },
    { snapshot: snapshots[1], documents: people },
  ]);
  const indexes = memoryIndexStore(snapshots);
  const clock = createTestClock();
  const documents = createMemoryDocuments();
  await documents.putMany([...jobs, ...people]);
  const services: SearchServices = {
    pools,
    manifest: readManifest(),
    rankers: { packed: null, fullText: { kind: 'full-text', version: 'full-text-1' } },
    indexes,
    documents,
    searchRecords: createMemorySearchRecords(clock),
    rows: createMemoryRows(),
    scores: createMemoryScores({ clock, ttlMs: 86_400_000, jitter: () => 0, maxBytes: 10_000_000 }),
    twinTexts: createMemoryTwinTexts({ clock, ttlMs: 86_400_000, jitter: () => 0, maxBytes: 10_000_000 }),
    facts: testFacts(),
    signer: createSigner('a secret of the tests'),
    clock,
    metrics: createMetrics(),
    logger: createLogger('silent'),
    memory: createSearchMemory(),
    sharesRecords: false,
    ...replaced,
  };
  let requests = 0;
  const context = (differences: Partial<SearchContext> = {}): SearchContext => ({
    services,
    deadline: deadlineIn(2_000, undefined, clock),
    requestId: `request-${++requests}`,
    caller: { id: 'viewer', tenant: 'public', scopes: ['jobs:read', 'people:read'] },
    lane: 'interactive',
    memo: new Map(),
    ...differences,
  });
  return { services, pools, indexes, clock, jobs, people, context };
}

function createTestClock(): TestClock {
  let nowMs = 0;
  const startMs = Date.UTC(2026, 0, 15);
  return {
    nowMs: () => nowMs,
    date: () => new Date(startMs + nowMs),
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

const COMMON = {
  facetLimit: 10,
  ignoreUnderstood: [],
  language: null,
  spellCorrect: true,
  broaden: false,
  first: 20,
  after: null,
} as const;

export function jobRequest(text: string | null, changes: Partial<JobSearchRequest> = {}): JobSearchRequest {
  return {
    vertical: 'jobs',
    text,
    filter: {},
    sort: 'RELEVANCE',
    facets: [],
    diversify: 'NONE',
    ...COMMON,
    ...changes,
  };
}

export function peopleRequest(text: string | null, changes: Partial<PeopleSearchRequest> = {}): PeopleSearchRequest {
  return { vertical: 'people', text, filter: {}, sort: 'RELEVANCE', facets: [], ...COMMON, ...changes };
}
