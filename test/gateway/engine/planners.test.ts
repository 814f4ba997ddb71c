/** Both planners: one operation that takes too long is refused alone, and not planned again when it comes again. */
import { type DocumentNode, parse } from 'graphql';
import { describe, expect, it, vi } from 'vitest';
import { loadApolloPlanner } from '../../../gateway/engine/apollo-planner.ts';
import { loadHivePlanner } from '../../../gateway/engine/hive-planner.ts';
import { createPlanOperation } from '../../../gateway/engine/operations.ts';
import { PlannedTooLong } from '../../../gateway/engine/plan.ts';
import type { ExecutorRequest } from '../../../gateway/operations/gateway-interface.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';

const LOADERS = { apollo: loadApolloPlanner, hive: loadHivePlanner };
const supergraphSdl = readSupergraph();

const SEARCH = `edges { match { relevance { score } snippets { text } explanation { summary } job { company { name } } } }`;
/** Far beyond the limits of requests; takes either planner long enough to be late. */
const LARGE = parse(
  `{ ${Array.from({ length: 400 }, (_, index) => `s${index}: jobSearch(input: {}) { ${SEARCH} }`).join(' ')} }`,
);
const SMALL = parse('{ jobSearch(input: {}) { edges { node { id } } } }');

describe.each(Object.entries(LOADERS))('the planner %s', (_, load) => {
  it('ends with an operation that takes too long, and plans the others', async () => {
    const [patient, hurried] = [await load(supergraphSdl), await load(supergraphSdl, 1)];
    const [lost, planned] = await Promise.allSettled([hurried.plan(LARGE, undefined), patient.plan(SMALL, undefined)]);
    expect(lost).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'OPERATION_TOO_COSTLY' } } });
    expect(planned).toMatchObject({ status: 'fulfilled', value: { kind: 'fetch', subgraph: 'jobs' } });
    expect(await patient.plan(SMALL, undefined)).toMatchObject({ kind: 'fetch', subgraph: 'jobs' });
  });
});

const requestOf = (document: DocumentNode): ExecutorRequest =>
  ({ document, operation: document.definitions[0], queryHash: 'h', operationName: null }) as unknown as ExecutorRequest;

async function planTwice(error: Error): Promise<number> {
  const { schema } = await loadApolloPlanner(supergraphSdl);
  const plan = vi.fn(() => Promise.reject(error));
  const planOperation = createPlanOperation({ schema, plan });
  for (let round = 0; round < 2; round += 1) await expect(planOperation(requestOf(SMALL))).rejects.toThrow(error);
  return plan.mock.calls.length;
}

it('is not asked again for what it took too long for', async () => {
  expect(await planTwice(new PlannedTooLong(5, null))).toBe(1);
});

it('is asked again for what it failed at', async () => {
  expect(await planTwice(new Error('no plan'))).toBe(2);
});
