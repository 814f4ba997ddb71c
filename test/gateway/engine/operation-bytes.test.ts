/** Plans are kept within a number of bytes that the heap bears out. */

import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadApolloPlanner } from '../../../gateway/engine/apollo-planner.ts';
import { operationBytes } from '../../../gateway/engine/operation-bytes.ts';
import { createPlanOperation } from '../../../gateway/engine/operations.ts';
import type { ExecutorRequest } from '../../../gateway/operations/gateway-interface.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { emptyObject } from '../../../runtime/plain-data.ts';
import { heapBytesOf } from '../../helpers/heap.ts';

const planner = await loadApolloPlanner(readSupergraph());
const JOB = 'id title company { id name } locations { name } salary { minimum maximum }';
const ROOTS = ['a', 'b', 'c'];
const DOCUMENTS: readonly (readonly [string, (time: number) => string])[] = [
  ['a page', (time) => `query Q${time} { a: jobSearch(input: {}) { totalCount edges { node { ${JOB} } } } }`],
  [
    'fragments that are spread often',
    (time) =>
      `query Q${time} { ${ROOTS.map((name) => `${name}: jobSearch(input: {}) { edges { node { ...F } } nodes { ...F company { ...C } } }`).join(' ')} } fragment F on Job { ${JOB} } fragment C on Company { id name }`,
  ],
  [
    'fields that come on conditions',
    (time) =>
      `query Q${time}($x: Boolean!, $y: Boolean!) { ${ROOTS.map((name) => `${name}: jobSearch(input: {}) { nodes { ${JOB} } edges @include(if: $x) { node { ${JOB} } } totalCount @skip(if: $y) } `).join(' ')} }`,
  ],
];

const requestOf = (text: string): ExecutorRequest => {
  const document = parse(text);
  return {
    document,
    operation: document.definitions[0],
    queryHash: text,
    operationName: null,
  } as unknown as ExecutorRequest;
};
const job = { __typename: 'Job', id: '1', title: 't', company: { __typename: 'Company', id: '2', name: 'n' } };
const nodes = [{ ...job, locations: [{ name: 'x' }], salary: {} }];
const data = Object.fromEntries(ROOTS.map((name) => [name, { nodes, edges: nodes.map((node) => ({ node })) }]));

describe('what is kept of operations', () => {
  it.each(DOCUMENTS)('is estimated as no less than the heap takes for %s', async (_name, textOf) => {
    const planOperation = createPlanOperation(planner);
    const shapeAll = async (request: ExecutorRequest): Promise<void> => {
      const { shapeFor } = await planOperation(request);
      for (const x of [true, false])
        for (const y of [true, false]) shapeFor({ x, y })(Object.assign(emptyObject(), data), emptyObject());
    };
    await shapeAll(requestOf(textOf(-1).replace('-', '_')));
    const requests: ExecutorRequest[] = [];
    const measured = await heapBytesOf(async () => {
      for (let time = 0; time < 30; time += 1) {
        const request = requestOf(textOf(time));
        requests.push(request);
        await shapeAll(request);
      }
    });
    expect(measured).toBeLessThanOrEqual(requests.reduce((sum, request) => sum + operationBytes(request), 0));
  });
});
