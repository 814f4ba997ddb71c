/** The gateways that are measured: Apollo Gateway as it comes, and ours with each engine, over subgraphs of made-up pages. */

import { readFileSync } from 'node:fs';
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { CallableSubgraph } from '../gateway/calls/data-source.ts';
import { createRemoteSubgraphs } from '../gateway/remote-subgraphs.ts';
import { createGateway } from '../gateway/server.ts';
import { readSupergraph } from '../gateway/supergraph.ts';
import { systemClock } from '../runtime/clock.ts';
import { loadConfig } from '../runtime/config.ts';
import { projectPath } from '../runtime/project-root.ts';
import { SUBGRAPH_NAMES } from '../runtime/subgraph-urls.ts';
import { createLogger, createMetrics } from '../runtime/telemetry.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraph } from '../subgraphs/subgraph.ts';
import { answerOf, entityOf, jobSearchOf } from './gateway-page.ts';

/** Where the subgraphs of a gateway are: servers, schemas in its process, or functions that answer at no cost. */
export const TARGETS = [
  'stock over HTTP',
  'apollo over HTTP',
  'hive over HTTP',
  'stock in process',
  'apollo in process',
  'hive in process',
  'apollo alone',
  'hive alone',
] as const;
export type Target = (typeof TARGETS)[number];

type Subgraphs = 'over HTTP' | 'in process' | 'alone';

const LONGEST_MS = 10_000;
const metrics = createMetrics();
const logger = createLogger('error');

/** Listens on a free port and returns its address. `subgraphUrl` serves subgraph NAME at /NAME. */
export function startTarget(target: Target, subgraphUrl: string): Promise<string> {
  const [engine = '', ...where] = target.split(' ');
  const subgraphs = where.join(' ') as Subgraphs;
  return engine === 'stock' ? startStock(subgraphs, subgraphUrl) : startOurs(engine, subgraphs, subgraphUrl);
}

/** As the documentation of Apollo Server starts it. */
async function startStock(where: Subgraphs, subgraphUrl: string): Promise<string> {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  const gateway = new ApolloGateway({
    supergraphSdl: readSupergraph(),
    buildService: ({ name }) =>
      where === 'over HTTP'
        ? new RemoteGraphQLDataSource({ url: `${subgraphUrl}/${name}/graphql` })
        : new LocalGraphQLDataSource(schemaOf(name)),
  });
  const { url } = await startStandaloneServer(new ApolloServer({ gateway }), {
    listen: { port: 0, host: '127.0.0.1' },
  });
  return url;
}

async function startOurs(engine: string, where: Subgraphs, subgraphUrl: string): Promise<string> {
  const config = loadConfig({
    TANDEM_ENGINE: engine,
    TANDEM_PROFILE: 'production',
    TANDEM_DEADLINE_MS: String(LONGEST_MS),
    TANDEM_MAX_SEARCHES: '1000',
    TANDEM_LIMITS: 'requestsPerSecond=999999999,pointsPerSecond=999999999',
  });
  const status = async () => ({ ready: true, reasons: [], workers: [] });
  const subgraphs = ourSubgraphs(where, subgraphUrl);
  const findKey = async () => null;
  const takeFeed = () => Promise.reject(new Error('expected no feed'));
  const gateway = await createGateway({ config, logger, metrics, subgraphs, status, findKey, takeFeed });
  return `${(await gateway.listen(0, '127.0.0.1')).url}/graphql`;
}

function ourSubgraphs(where: Subgraphs, subgraphUrl: string): readonly CallableSubgraph[] {
  if (where === 'over HTTP') {
    const urls = Object.fromEntries(SUBGRAPH_NAMES.map((name) => [name, `${subgraphUrl}/${name}`]));
    return createRemoteSubgraphs(urls, systemClock, () => null).subgraphs;
  }
  return SUBGRAPH_NAMES.map((name) =>
    where === 'alone'
      ? { name, call: async ({ query, variables = {} }) => ({ data: answerOf(name, query, variables) }) }
      : createSubgraph(name, resolversOf(name), { metrics, logger } as SearchServices, LONGEST_MS),
  );
}

function schemaOf(name: string) {
  const typeDefs = parse(readFileSync(projectPath('schema', `${name}.graphql`), 'utf8'));
  return buildSubgraphSchema({ typeDefs, resolvers: resolversOf(name) });
}

/** Only what the page asks for; every other field is null. */
function resolversOf(name: string) {
  const reads = {
    __resolveReference: (representation: { __typename: string; id: string }) => entityOf(name, representation),
  };
  if (name === 'jobs')
    return { Query: { jobSearch: (_: unknown, { input }: { input: { text: string } }) => jobSearchOf(input.text) } };
  if (name === 'ranking') return { JobMatch: reads };
  return name === 'insights' ? { JobMatch: reads, Search: reads } : {};
}
