/** What is kept of operations until a supergraph is swapped: what plans depend on, and nothing of who asked. */

import { inspect } from 'node:util';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { createRepertoire } from '../../../gateway/calls/rehearse.ts';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { Executor, ExecutorRequest } from '../../../gateway/operations/gateway-interface.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import type { RequestScope } from '../../../subgraphs/request-context.ts';
import { ENGINES } from '../gateway-shapes.ts';

const SEARCH = 'query Page($text: String!) { jobSearch(input: { text: $text }) { totalCount } }';
const schema = buildSchema(
  'type Query { jobSearch(input: Input!): Page } input Input { text: String } type Page { totalCount: Int }',
);

/** As Apollo Server hands it over, with a secret in every place where a client can put one. */
function requestOf(text: string, operationName = 'Page'): ExecutorRequest {
  const document = parse(text);
  const operation = document.definitions.find(
    (definition) => (definition as OperationDefinitionNode).name?.value === operationName,
  );
  const caller = {
    id: 'secret id',
    tenant: 'secret tenant',
    scopes: ['jobs:read'],
    filter: { jobs: { text: 'secret' } },
  };
  const http = { method: 'POST', headers: new Map([['authorization', 'Bearer secret']]), body: 'secret' };
  return {
    document,
    operation,
    operationName,
    schema,
    queryHash: 'hash',
    source: text,
    request: { query: text, operationName, variables: { text: 'secret' }, extensions: { secret: 1 }, http },
    response: { http: { headers: new Map([['set-cookie', 'secret']]) } },
    context: { caller, lane: 'interactive', requestId: 'secret', memo: new Map([['text', 'secret']]) },
  } as unknown as ExecutorRequest;
}
const debug = vi.fn();
const logger = { debug } as unknown as Parameters<ReturnType<typeof createRepertoire>['rehearse']>[2];

async function rehearsed(...requests: readonly ExecutorRequest[]): Promise<readonly ExecutorRequest[]> {
  const repertoire = createRepertoire();
  for (const request of requests) repertoire.note(request);
  const heard: ExecutorRequest[] = [];
  const execute = async (request: ExecutorRequest): Promise<object> => {
    heard.push(request);
    return {};
  };
  await repertoire.rehearse(execute as Executor, schema, logger);
  return heard;
}

describe('an operation that is kept', () => {
  it('holds nothing of its client: no header, no text, no name', async () => {
    const [kept] = await rehearsed(requestOf(SEARCH));
    expect(kept).toMatchObject({ operationName: 'Page', queryHash: 'hash', schema });
    expect(inspect(kept, { depth: 12 }).replaceAll(SEARCH, '')).not.toContain('secret');
  });

  it('has the rights of its caller, for plans depend on them', async () => {
    const [kept] = await rehearsed(requestOf(SEARCH));
    const { caller } = (kept ?? expect.fail('expected a kept request')).context as unknown as RequestScope;
    expect(caller).toMatchObject({ tenant: expect.stringMatching(/./), scopes: ['jobs:read'] });
  });

  it('is one of each name in its document', async () => {
    const both = `${SEARCH} query Other { jobSearch(input: {}) { totalCount } }`;
    const kept = await rehearsed(requestOf(both), requestOf(both, 'Other'), requestOf(both));
    expect(kept.map(({ operationName }) => operationName).sort()).toEqual(['Other', 'Page']);
  });

  it.each(ENGINES)('is planned by %s without what the client asked with', async (engine) => {
    let served = schema;
    const asked = vi.fn(async () => ({}));
    const gateway = createEngine({ engine, supergraphSdl: readSupergraph(), sourceOf: () => asked });
    gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
      served = apiSchema;
    });
    const { executor } = await gateway.load({} as never);
    const repertoire = createRepertoire();
    repertoire.note(requestOf(SEARCH));
    debug.mockClear();
    await repertoire.rehearse(executor as Executor, served, logger);
    expect(debug).not.toHaveBeenCalled();
    expect(asked).toHaveBeenCalledOnce();
  });
});
