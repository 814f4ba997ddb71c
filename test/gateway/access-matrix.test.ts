/** Every field of the graph as each kind of caller meets it, made from the SDL: read, or null with the scope that is missing. */

import '../helpers/fake-the-search.ts';
import { readFileSync } from 'node:fs';
import { buildSchema, OperationTypeNode, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { anonymousCaller } from '../../account/viewer.ts';
import { createRequestScope } from '../../gateway/callers/request-scope.ts';
import { type Caller, SCOPES } from '../../runtime/caller.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { accessRules } from '../../subgraphs/access-rules.ts';
import { createNamedSubgraph } from '../../subgraphs/create-named-subgraph.ts';
import { everyField, type FieldCase } from './every-field.ts';
import { GATEWAYS, type RunningGateway, startGateway } from './gateway-shapes.ts';
import { postStream } from './read-parts.ts';
import { createTestServices, postGraphql, subgraphRequests, testConfig } from './test-services.ts';

const read = (file: string) => readFileSync(projectPath('schema', file), 'utf8');
const schema = buildSchema(read('internal.graphql'));
const rules = accessRules(parse(read('supergraph.graphql')));

const ARGUMENTS = {
  input: '{ text: "nurse" }',
  prefix: '"nu"',
  id: '"job1"',
  ids: '["job1"]',
  'person.id': '"person2"',
  'trackEvents.input': '{ events: [] }',
  'savedSearchCreate.input': '{ name: "n", searchId: "none" }',
  'savedSearchUpdate.input': '{ id: "none" }',
  'savedSearchDelete.input': '{ id: "none" }',
  'savedSearchMarkSeen.input': '{ id: "none" }',
  'viewerPreferencesUpdate.input': '{}',
  'jobsUpsert.input': '{ source: "s", jobs: [] }',
  'jobsExpire.input': '{ source: "s", externalIds: [] }',
  'ingestProgress.taskId': '"none"',
};
const CASES = [
  ...everyField(schema, ARGUMENTS, OperationTypeNode.QUERY),
  ...everyField(schema, ARGUMENTS, OperationTypeNode.MUTATION).filter(({ way }) => way.length === 1),
];
const EVENT_CASES = everyField(schema, ARGUMENTS, OperationTypeNode.SUBSCRIPTION);

/** Null for the one without a key. */
const CALLERS: readonly (readonly [who: string, scopes: readonly string[] | null])[] = [
  ['anonymous', null],
  ['without scopes', []],
  ['reader of jobs', ['jobs:read']],
  ['reader of people', ['jobs:read', 'people:read']],
  ['with every scope', SCOPES],
];
const ANONYMOUS_SCOPES = ['jobs:read'];

/** The scope that is missing, '' for a caller at all, null when all may be read: what the words of @access say, read here anew. */
function missingFor({ way, types }: FieldCase, scopes: readonly string[] | null): string | null {
  // Nobody has no viewer, so that nothing behind it is met.
  if (scopes === null && way.length > 1 && way[0] === 'Query.viewer') return null;
  const met = way.flatMap((name, step) => [name, types[step] ?? '']);
  const needed = met.flatMap((name) => (rules.has(name) ? [rules.get(name) ?? []] : []));
  const own = scopes ?? ANONYMOUS_SCOPES;
  const scope = needed.flat().find((one) => !own.includes(one));
  if (scope !== undefined) return scope;
  return scopes === null && needed.some((one) => one.length === 0) ? '' : null;
}

describe('the matrix', () => {
  it('has every field of every type that an operation can reach', () => {
    expect(CASES.length).toBeGreaterThan(150);
    expect(EVENT_CASES.length).toBeGreaterThan(10);
    const guarded = [...rules.keys()].filter((name) => name.includes('.'));
    expect(guarded.filter((name) => ![...CASES, ...EVENT_CASES].some((one) => one.name === name))).toEqual([]);
  });
});

/** Fields of queries and mutations; that the subgraph refuses subscriptions itself stands in test/subgraphs/ingest-progress.test.ts. */
const isAnswered = (name: string): boolean => name.includes('.') && !name.startsWith('Subscription.');

describe.each(GATEWAYS)('a gateway in production with its subgraphs %s, by %s,', (shape, engine) => {
  const { services } = createTestServices();
  let gateway: RunningGateway;
  const tokens = new Map<string, Record<string, string>>();

  beforeAll(async () => {
    gateway = await startGateway(shape, testConfig({ TANDEM_PROFILE: 'production', TANDEM_ENGINE: engine }), services);
    for (const [who, scopes] of CALLERS) {
      if (scopes === null) continue;
      const made = { tenant: 'acme', scopes, filter: null, budget: {} };
      const { key } = await createKey([services.rows], made, new Date(0));
      tokens.set(who, { authorization: `Bearer ${key}` });
    }
  });
  afterAll(() => gateway.stop());

  it.each(CALLERS)(
    'shows the caller %s what the caller may read, and says of the rest which scope is missing',
    async (who, scopes) => {
      const wrong: unknown[] = [];
      for (const one of CASES) {
        const {
          status,
          errors = [],
          text,
        } = await postGraphql(gateway.url, { query: one.query }, tokens.get(who) ?? {});
        const told = errors.filter(({ extensions }) =>
          ['FORBIDDEN', 'UNAUTHENTICATED'].includes(String(extensions.code)),
        );
        const missing = missingFor(one, scopes);
        const expected = missing === null ? [] : [[scopes === null ? 'UNAUTHENTICATED' : 'FORBIDDEN', missing]];
        const got = told.map(({ extensions }) => [extensions.code, extensions.scope ?? '']);
        const isOther = errors.length > told.length;
        if (status !== 200 || isOther || JSON.stringify(got) !== JSON.stringify(expected))
          wrong.push({ field: one.name, query: one.query, expected, got, text: text.slice(0, 300) });
      }
      expect(wrong).toEqual([]);
    },
  );

  it.each(CALLERS)(
    'tells the caller %s events that the caller may hear, and refuses the others before any subgraph is asked',
    async (who, scopes) => {
      const wrong: unknown[] = [];
      for (const one of EVENT_CASES) {
        const before = await subgraphRequests(services);
        const headers = { accept: 'text/event-stream', ...tokens.get(who) };
        const { parts, text } = await postStream(gateway.url, { query: one.query }, headers);
        const got = parts.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
        const missing = missingFor(one, scopes);
        const refusal = scopes === null ? 'UNAUTHENTICATED' : 'FORBIDDEN';
        // Nobody has such a task.
        const expected = [missing === null ? 'BAD_USER_INPUT' : refusal];
        const isAsked = (await subgraphRequests(services)) > before;
        if (isAsked !== (missing === null) || JSON.stringify(got) !== JSON.stringify(expected))
          wrong.push({ field: one.name, query: one.query, expected, got, isAsked, text: text.slice(0, 300) });
      }
      expect(wrong).toEqual([]);
    },
  );
});

describe('a subgraph, whatever a gateway let through,', () => {
  const { services } = createTestServices();
  const GUARDED = [...rules].filter(([name]) => isAnswered(name));
  const OWNERS = ['jobs', 'people', 'ranking', 'account'] as const;

  it.each(GUARDED)('refuses %s itself', async (name, scopes) => {
    const [type = '', field = ''] = name.split('.');
    const root = CASES.find((one) => one.name === name);
    const answers = await Promise.all(
      OWNERS.map(async (owner) => {
        const subgraph = createNamedSubgraph(owner, services, 1_000);
        if (subgraph.schema.getType(type) === undefined) return [];
        const isRoot = type === 'Query' || type === 'Mutation';
        const selection = root?.query.slice(root.query.indexOf(field)).replace(/( \})+$/, '') ?? field;
        const query = isRoot
          ? (root?.query ?? '')
          : `query($r: [_Any!]!) { _entities(representations: $r) { ... on ${entityOf(type)} { ${inside(type, selection)} } } }`;
        const variables = { r: [{ __typename: entityOf(type), id: type === 'Person' ? 'person2' : 'company1' }] };
        const scope = createRequestScope('request-1', 1_000, new AbortController().signal, callerWithout(scopes));
        const { errors = [] } = await subgraph.call({ query, variables, scope });
        return errors.map(({ extensions }) => extensions);
      }),
    );
    expect(answers.flat()).toContainEqual(
      expect.objectContaining(
        scopes.length > 0 ? { code: 'FORBIDDEN', scope: scopes[0] } : { code: 'UNAUTHENTICATED' },
      ),
    );
  });
});

/** Everything but the scope, or nobody where any caller would do. */
function callerWithout([scope]: readonly string[]): Caller {
  if (scope === undefined) return anonymousCaller;
  return { id: 'key:1', tenant: 'acme', scopes: SCOPES.filter((one) => one !== scope) };
}

/** Types without a key are reached through the one that holds them. */
const entityOf = (type: string): string => (type === 'Relevance' ? 'JobMatch' : type);
const inside = (type: string, selection: string): string => {
  const own = selection.includes('{') && !/\}\s*$/.test(selection) ? `${selection} }` : selection;
  return type === 'Relevance' ? `relevance { ${own} }` : own;
};
