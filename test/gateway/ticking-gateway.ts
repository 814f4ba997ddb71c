/** A gateway of the tests only, whose subgraph jobs tells ticks to those who subscribe. */

import { type ExecutionResult, GraphQLError } from 'graphql';
import type { FindKey } from '../../account/key-ring.ts';
import type { CallableSubgraph } from '../../gateway/calls/data-source.ts';
import { createGateway, type Gateway } from '../../gateway/server.ts';
import { readSupergraph } from '../../gateway/supergraph.ts';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { createTestServices, testConfig } from './test-services.ts';

/** `ticks` with 0 ends with its client only; `guarded` has a part that needs a scope. */
const FIELDS = `ticks(to: Int!): Int! @join__field(graph: JOBS) @cost(weight: 3)
  secrets: Int! @join__field(graph: JOBS) @access(scopes: ["admin"])
  posting: Job @join__field(graph: JOBS)`;
const withTicks = (sdl: string): string =>
  sdl
    .replace(
      /type Subscription @join__type\(graph: ACCOUNT\)([^{]*)\{/,
      `type Subscription @join__type(graph: ACCOUNT) @join__type(graph: JOBS)$1{ ${FIELDS}`,
    )
    .replace(/(type Job [^{]*\{)/, '$1 hidden: Int @join__field(graph: JOBS) @access(scopes: ["admin"])');

export interface TickingGateway {
  readonly gateway: Gateway;
  readonly url: string;
  /** Request ids of the subscriptions that reached the subgraph, and what it was asked. */
  readonly asked: { readonly requestId: string; readonly query: string }[];
  readonly endedCount: () => number;
}

interface Ticking {
  readonly settings?: Readonly<Record<string, string>>;
  readonly findKey?: FindKey;
  /** What is told instead of ticks. */
  readonly events?: readonly ExecutionResult[];
}

export async function tickingGateway({ settings, findKey, events }: Ticking = {}): Promise<TickingGateway> {
  const { services } = createTestServices();
  const asked: TickingGateway['asked'] = [];
  let ended = 0;
  async function* ticks(to: number, signal: AbortSignal | undefined): AsyncGenerator<ExecutionResult> {
    try {
      if (events) yield* events;
      for (let tick = 1; tick <= to; tick++) yield { data: { ticks: tick } };
      if (to === 0) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    } finally {
      ended += 1;
    }
  }
  const subscribe: CallableSubgraph['subscribe'] = async ({ query, variables, scope, signal }) => {
    asked.push({ requestId: scope.requestId, query });
    const to = Number(variables?.to ?? 1);
    return to < 0
      ? { errors: [new GraphQLError('to must be 0 or more', { extensions: { code: 'BAD_USER_INPUT' } })] }
      : ticks(to, signal);
  };
  const gateway = await createGateway({
    config: testConfig({ TANDEM_DEADLINE_MS: '2000', ...settings }),
    logger: services.logger,
    metrics: services.metrics,
    subgraphs: SUBGRAPH_NAMES.map((name) => {
      const subgraph = createNamedSubgraph(name, services, 2_000);
      return name === 'jobs' ? { ...subgraph, subscribe } : subgraph;
    }),
    findKey: findKey ?? (async () => null),
    takeFeed: () => Promise.reject(new Error('expected no feed')),
    status: () => ({ ready: true, reasons: [], workers: [] }),
  });
  const { url } = await gateway.listen(0);
  await gateway.swapSupergraph(withTicks(readSupergraph()));
  return { gateway, url, asked, endedCount: () => ended };
}
