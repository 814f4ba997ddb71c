/** Errors are told alike at both endpoints: as many of them, and with codes of the table only. */

import '../helpers/fake-the-search.ts';
import { ApolloServerErrorCode, ApolloServerValidationErrorCode } from '@apollo/server/errors';
import { describe, expect, it } from 'vitest';
import { createErrorFormat } from '../../gateway/http/error-format.ts';
import { ERROR_KINDS } from '../../runtime/errors.ts';
import { GATEWAYS } from './gateway-shapes.ts';
import { postStream, type StreamPart } from './read-parts.ts';
import { shapedGateway } from './shaped-gateway.ts';
import { createTestServices, postGraphql } from './test-services.ts';

const MOST = 10;
const toldIn = (parts: readonly StreamPart[]): number =>
  parts
    .flatMap(({ errors = [], incremental = [] }) => [errors, ...incremental.map((entry) => entry.errors ?? [])])
    .reduce((sum, errors) => sum + errors.length, 0);

describe.each(GATEWAYS)('errors of a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  const { services } = createTestServices();
  const { url } = shapedGateway(shape, engine, services);

  const page = (match: string): string =>
    `{ jobSearch(input: { text: "unranked" }, first: 15) { edges { match { ${match} } } } }`;

  it.each([
    ['at once', page('relevance { score }')],
    ['in the first part', page('relevance { score } ... @defer { snippets(first: 1) { text } }')],
    ['in the deferred part', page('position ... @defer { relevance { score } }')],
    ['in both parts', page('a: relevance { score } ... @defer { b: relevance { score } }')],
    ['in parts that overlap', page('relevance { score } ... @defer { relevance { grade } snippets { text } }')],
  ])('at most so many are told as the limit says, %s', async (_, query) => {
    const [whole, { parts }] = await Promise.all([postGraphql(url(), { query }), postStream(url(), { query })]);
    expect(whole.errors).toHaveLength(MOST);
    expect(toldIn(parts)).toBe(MOST);
  });

  it.each([
    { query: '{ __typename }', operationName: 5 },
    { query: '{ __typename }', operationName: {} },
    { query: '{ __typename }', operationName: ['A'] },
    { query: '{ __typename }', operationName: true },
    { query: '{ __typename }', operationName: 'Nobody' },
    { query: 'query A { __typename } query B { __typename }' },
    { query: '{ __typename }', variables: 'x' },
    { query: '{ __typename }', variables: [1] },
    { query: '{ __typename }', variables: 5 },
    { query: '{ __typename }', extensions: 5 },
    { query: '{ __typename }', extensions: 'x' },
    { query: 5 },
    { query: '' },
    { query: null },
    { query: {} },
    { query: '{' },
    { query: '{ nothing }' },
    { query: 'mutation { __typename nothing }' },
    { query: 'subscription { x }' },
    { query: 'query($a: Int!) { jobSearch(input: { text: "x" }, first: $a) { totalCount } }' },
    { query: '{ jobSearch(input: { text: "defect" }) { totalCount } }' },
    { query: '{ jobSearch(input: { text: "overload" }) { totalCount } }' },
    { query: '{ jobSearch(input: { text: "x" }, first: 1000) { totalCount } }' },
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    { extensions: { persistedQuery: { version: 2, sha256Hash: 'x' } } },
    { documentId: 5 },
    { documentId: `sha256:${'0'.repeat(64)}` },
    {},
    [],
    [{ query: '{ __typename }' }],
    'text',
    5,
    null,
  ])('%j has the same code of the table', async (body) => {
    const text = JSON.stringify(body);
    const whole = await postGraphql(url(), text);
    const code = whole.errors?.[0]?.extensions.code;
    expect(Object.keys(ERROR_KINDS)).toContain(code);
    for (const accept of ['multipart/mixed', 'text/event-stream', 'application/json']) {
      const { parts, headers } = await postStream(url(), text, { accept });
      const told = parts[0]?.errors?.[0]?.extensions;
      expect([accept, told?.code, told?.requestId]).toEqual([accept, code, headers.get('x-request-id')]);
    }
  });
});

/** Yoga exports no list of them. */
const YOGA_CODES = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'INTERNAL_SERVER_ERROR',
  'OPERATION_RESOLUTION_FAILURE',
  'REQUEST_ENTITY_TOO_LARGE',
];

it('every code of the libraries is told as one of the table, and only defects of ours as such', () => {
  const { services } = createTestServices();
  const format = createErrorFormat(services.logger, false);
  const codes = [...Object.values({ ...ApolloServerErrorCode, ...ApolloServerValidationErrorCode }), ...YOGA_CODES];
  const told = codes.map((code) => [code, format({ message: 'm', extensions: { code } }, null).extensions?.code]);
  expect(told.filter(([, code]) => !Object.hasOwn(ERROR_KINDS, String(code)))).toEqual([]);
  const masked = told.flatMap(([code, as]) => (as === 'INTERNAL' ? [code] : []));
  expect([...new Set(masked)]).toEqual(['INTERNAL_SERVER_ERROR']);
});
