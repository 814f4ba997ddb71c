/** The audit of GraphQL over HTTP (graphql-http) on every endpoint: the gateway's, the one that answers in parts, and those of the subgraphs. */

import '../helpers/fake-the-search.ts';
import { type AuditResult, serverAudits } from 'graphql-http';
import { describe, expect, it } from 'vitest';
import { SUBGRAPH_NAMES } from '../../runtime/subgraph-urls.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { productionGateway } from './production-gateway.ts';
import { createTestServices } from './test-services.ts';

/** What it asks by GET, and by __type, which development answers. */
const AUDITED = ['{ __typename }', 'query Type($name: String!) { __type(name: $name) { name } }'];
const AUDITS = 61;

async function missed(url: string, fetchFn: typeof fetch = fetch): Promise<readonly string[]> {
  const results: AuditResult[] = [];
  for (const { fn } of serverAudits({ url, fetchFn })) results.push(await fn());
  expect(results).toHaveLength(AUDITS);
  return results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.status} ${result.name}`]));
}

describe('the audit of GraphQL over HTTP', () => {
  const { url } = productionGateway(AUDITED, { TANDEM_PROFILE: 'development' });

  it('at /graphql misses no MUST, and of the rest three, where a refusal is 400 to every client', async () => {
    const lines = await missed(`${url()}/graphql`);
    expect(lines.filter((line) => !/^warn .*SHOULD use .*200.* when accepting application\/json$/.test(line))).toEqual(
      [],
    );
    expect(lines.length).toBeLessThanOrEqual(AUDITS - 58);
  });

  it('at /graphql/stream misses nothing', async () => {
    expect(await missed(`${url()}/graphql/stream`)).toEqual([]);
  });

  it.each(SUBGRAPH_NAMES)('at the subgraph %s misses nothing', async (name) => {
    const subgraph = createNamedSubgraph(name, createTestServices().services, 2_000);
    const fetchFn = ((target: string, init: RequestInit) => subgraph.fetch(new Request(target, init))) as typeof fetch;
    expect(await missed(`http://${name}/graphql`, fetchFn)).toEqual([]);
  });
});
