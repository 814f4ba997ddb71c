/** Services for tests that search nothing: real clock, ids and metrics, a log that can be read, and two published indexes. */

import { systemClock } from '../../runtime/clock.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { TandemError } from '../../runtime/errors.ts';
import { createSigner } from '../../runtime/ids.ts';
import { createMetrics, type Logger } from '../../runtime/telemetry.ts';
import type { SearchServices } from '../../search/context.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';

export interface TestServices {
  readonly services: SearchServices;
  /** Arguments of every log line. */
  readonly lines: unknown[][];
  /** State that tests change. */
  readonly state: {
    hasIndex: boolean;
    workers: { pool: 'ebr' | 'slm'; pid: number | null; state: 'starting' | 'ready' | 'lost' }[];
  };
}

export function createTestServices(): TestServices {
  const lines: unknown[][] = [];
  const log = (...args: unknown[]): void => {
    lines.push(args);
  };
  const state: TestServices['state'] = {
    hasIndex: true,
    workers: [
      { pool: 'ebr', pid: 11, state: 'ready' },
      { pool: 'slm', pid: 12, state: 'ready' },
    ],
  };
  const current = (vertical: string) => {
    if (!state.hasIndex) throw new TandemError('INDEX_MISSING', `no index of ${vertical}`);
    return {
      version: `${vertical}-7`,
      indexedAt: vertical === 'jobs' ? '2026-01-02T00:00:00Z' : '2026-01-03T00:00:00Z',
    };
  };
  const services = {
    clock: systemClock,
    metrics: createMetrics(),
    logger: { trace: log, debug: () => undefined, info: log, warn: log, error: log } as unknown as Logger,
    signer: createSigner('a secret of tests only'),
    indexes: { current },
    rows: createMemoryRows(),
    pools: { status: () => state.workers },
    rankers: { packed: { kind: 'packed', version: 'ranker-1' }, fullText: null },
  } as unknown as SearchServices;
  return { services, lines, state };
}

export function testConfig(settings: Readonly<Record<string, string>> = {}): Config {
  const { TANDEM_ENGINE } = process.env;
  return loadConfig({ TANDEM_LOG_LEVEL: 'silent', ...(TANDEM_ENGINE ? { TANDEM_ENGINE } : {}), ...settings });
}

export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly errors:
    | readonly {
        readonly message: string;
        readonly path?: readonly (string | number)[];
        readonly extensions: Record<string, unknown>;
      }[]
    | undefined;
  readonly text: string;
}

export async function postGraphql(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
): Promise<GraphqlAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const parsed = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, data: parsed.data, errors: parsed.errors, text };
}

/** The value at a path such as jobSearch.edges.0.node, undefined where it ends early. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value);
}

/** Sum of the counter of one subgraph, or of all. */
export async function subgraphRequests(services: SearchServices, subgraph?: string): Promise<number> {
  const { values } = await services.metrics.subgraphRequests.get();
  return values
    .filter((value) => subgraph === undefined || value.labels.subgraph === subgraph)
    .reduce((sum, { value }) => sum + value, 0);
}

/** For subgraphs that are not asked who calls. */
export const noSealedCaller = () => null;
