/** Conditions of @defer: one document is many operations, and none of them is answered as another, by either planner. */

import '../../helpers/fake-the-search.ts';
import { describe, expect, it } from 'vitest';
import { GATEWAYS } from '../gateway-shapes.ts';
import { merged, postStream } from '../read-parts.ts';
import { shapedGateway } from '../shaped-gateway.ts';
import { at, createTestServices, postGraphql } from '../test-services.ts';

const FRAGMENTS = {
  '...T': 'fragment T on Job { title }',
  '...C': 'fragment C on Job { company { name } }',
};

describe.each(GATEWAYS)('a streamed answer of a gateway with its subgraphs %s, by %s:', (shape, engine) => {
  const { services } = createTestServices();
  const { url } = shapedGateway(shape, engine, services);

  it('has each part first or later as its own condition says, whatever other callers asked of the same document', async () => {
    const both = [true, false].flatMap((a) => [true, false].map((b) => ({ a, b })));
    // Of one document for each order, so that each order is the first of its document.
    const orders = [both, both.toReversed(), [both[1], both[2]], [both[2], both[1]]].map((order) =>
      order.flatMap((one) => one ?? []),
    );
    for (const [index, order] of orders.entries()) {
      const query = `query Conditions${index}($a: Boolean!, $b: Boolean!) { jobSearch(input: { text: "nurse" }, first: 1) { edges { node { id ... @defer(if: $a) { title } ... @defer(if: $b) { company { name } } } } } }`;
      for (const { a, b } of order) {
        const { parts } = await postStream(url(), { query, variables: { a, b } });
        expect(at(parts[0]?.data, 'jobSearch.edges.0.node')).toEqual({
          id: 'job1',
          ...(a ? {} : { title: 'Nurse 0' }),
          ...(b ? {} : { company: { name: 'Company 0' } }),
        });
        expect(parts[1]?.incremental?.flatMap(({ data }) => Object.keys(data ?? {})) ?? []).toEqual([
          ...(a ? ['title'] : []),
          ...(b ? ['company'] : []),
        ]);
      }
    }
  });

  it.each([
    '... @defer(if: $a) { title ... @defer(if: $b) { company { name } } }',
    '... @defer(if: $a) { ... @defer(if: $b) { title } company { name } }',
    '...T @defer(if: $a) ...C @defer(if: $b)',
    '...T @defer(if: $a) ...T @defer(if: $b)',
    't: title ... @defer(if: $a) { t2: title } ... @defer(if: $b) { t3: title }',
    'company { ... @defer(if: $a) { name } ... @defer(if: $b) { id } }',
    '... @defer(if: $a) { company { name } } ... @defer(if: $b) { company { id } }',
    '... @defer { title } ... @defer(if: $a) { skills } ... @defer(if: $b) { company { name } }',
    '... on Job @defer(if: $a, label: "x") { title } ... on Node @defer(if: $b, label: "x") { again: id }',
    '... @defer(if: $a) { title @include(if: $b) } ... @defer(if: $b) { language }',
    '... @include(if: $a) { ... @defer(if: $b) { title } } ... @defer(if: $a) { language }',
  ])('comes to the same as at once under all conditions in any order: %s', async (selections) => {
    const fragments = Object.entries(FRAGMENTS).flatMap(([name, text]) => (selections.includes(name) ? [text] : []));
    const query = `query ($a: Boolean!, $b: Boolean!) { check: __typename @include(if: $a) @skip(if: $b) jobSearch(input: { text: "nurse" }, first: 2) { edges { node { id ${selections} } } } } ${fragments.join(' ')}`;
    for (const [a, b] of [
      [true, false],
      [false, true],
      [true, true],
      [false, false],
      [true, false],
    ]) {
      const variables = { a, b };
      const [{ parts }, whole] = await Promise.all([
        postStream(url(), { query, variables }),
        postGraphql(url(), { query, variables }),
      ]);
      expect([whole.errors, parts.flatMap(({ errors = [] }) => errors)]).toEqual([undefined, []]);
      expect(merged(parts)).toEqual(whole.data);
    }
  });
});
