/** A gateway whose index changes, with alerts that run when a test says so. */

import { createKey } from '../../account/api-keys.ts';
import type { RunAlerts } from '../../account/run-alerts.ts';
import { createAlertWork } from '../../cli/alert-work.ts';
import type { WorkOptions } from '../../gpu-workers/pools.ts';
import { withVersion } from '../../ingest/normalise-parts.ts';
import { stableId } from '../../runtime/ids.ts';
import type { JobDocument, PersonDocument } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { type RunningGateway, type Shape, startGateway } from '../gateway/gateway-shapes.ts';
import { postGraphql, testConfig } from '../gateway/test-services.ts';
import { type FakePools, fakePools } from './fake-pools.ts';
import { memoryIndexStore, memorySnapshot } from './memory-index.ts';
import { testJobs, testPeople } from './test-corpus.ts';
import { createTestSearch, type TestSearch, testFacts } from './test-search.ts';

export interface AlertWorld {
  readonly test: TestSearch;
  readonly run: RunAlerts;
  readonly gateway: RunningGateway;
  /** The whole index from now on. */
  readonly publish: (documents: {
    readonly jobs?: readonly JobDocument[];
    readonly people?: readonly PersonDocument[];
  }) => Promise<void>;
  readonly pools: () => FakePools;
  /** Runs before each search by meaning. */
  readonly beforeNearest: (work: (options: WorkOptions) => Promise<void>) => void;
  /** `data`; rejects with what went wrong. Without a key as the developer. */
  readonly ask: (query: string, variables?: object, key?: string) => Promise<unknown>;
  readonly addKey: (
    tenant: string,
    scopes?: readonly string[],
  ) => Promise<{ readonly id: string; readonly key: string }>;
}

export async function alertWorld(shape: Shape, settings: Readonly<Record<string, string>> = {}): Promise<AlertWorld> {
  let documents = { jobs: testJobs(testFacts()), people: testPeople(testFacts()) };
  const store = createMemoryDocuments();
  let versions = 0;
  const snapshotsOf = () => {
    const name = String(++versions);
    return [
      memorySnapshot('jobs', documents.jobs, testFacts(), `jobs-${name}`),
      memorySnapshot('people', documents.people, testFacts(), `people-${name}`),
    ] as const;
  };
  const poolsOf = async ([jobs, people]: ReturnType<typeof snapshotsOf>): Promise<FakePools> => {
    await store.putMany([...documents.jobs, ...documents.people]);
    return fakePools([
      { snapshot: jobs, documents: documents.jobs },
      { snapshot: people, documents: documents.people },
    ]);
  };
  const first = snapshotsOf();
  let current = await poolsOf(first);
  let before = async (_options: WorkOptions): Promise<void> => undefined;
  const nearest: FakePools['nearest'] = async (request, options) => {
    await before(options);
    return current.nearest(request, options);
  };
  const pools = new Proxy({} as FakePools, {
    get: (_, name: keyof FakePools) => (name === 'nearest' ? nearest : current[name]),
  });
  const indexes = memoryIndexStore(first);
  const test = await createTestSearch({ pools, indexes, documents: store });
  const { services } = test;
  const config = testConfig({ TANDEM_DEADLINE_MS: '10000', ...settings });
  const gateway = await startGateway(shape, config, services);
  return {
    test: { ...test, indexes },
    gateway,
    run: createAlertWork(config, { services, wholeRows: services.rows }, ['jobs', 'people']),
    publish: async (changed) => {
      documents = { ...documents, ...changed };
      const snapshots = snapshotsOf();
      current = await poolsOf(snapshots);
      for (const snapshot of snapshots) indexes.publish(snapshot);
    },
    pools: () => current,
    beforeNearest: (work) => {
      before = work;
    },
    ask: async (query, variables = {}, key = undefined) => {
      const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const { data, errors } = await postGraphql(gateway.url, { query, variables }, headers);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    addKey: (tenant, scopes = ['jobs:read', 'people:read']) =>
      createKey([services.rows], { tenant, scopes, filter: null, budget: {} }, services.clock.date()),
  };
}

/** A posting like the first of the corpus, of other work. */
export function apiaryJob(number: number, postedAt: string | null, changes: Partial<JobDocument> = {}): JobDocument {
  const [like] = testJobs(testFacts());
  if (like === undefined) throw new Error('the corpus has jobs');
  const { version: _version, ...rest } = like;
  return withVersion<JobDocument>({
    ...rest,
    id: stableId('apiary', String(number)),
    externalId: `apiary-${number}`,
    title: `Apiary Keeper ${'I'.repeat(number)}`,
    description: `You keep bees on hill number ${number} and sell honey.`,
    skills: ['Beekeeping'],
    postedAt,
    ...changes,
  });
}
