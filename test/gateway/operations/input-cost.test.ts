/** Points of what is sent: by the items of its lists, wherever these stand. */

import '../../helpers/fake-the-search.ts';
import { getOperationAST, type InputValueDefinitionNode, Kind, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sentCost } from '../../../gateway/gate/operation-cost.ts';
import { fieldTree } from '../../../gateway/operations/field-tree.ts';
import { graphFacts } from '../../../gateway/operations/graph-facts.ts';
import { weighedInputs } from '../../../gateway/operations/input-cost.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { productionGateway } from '../production-gateway.ts';
import { postGraphql } from '../test-services.ts';

const graph = graphFacts(readSupergraph());
function cost(text: string, variables: object = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`expected one operation, got ${text}`);
  return sentCost(fieldTree(operation, document, graph), { ...variables });
}
const TRACK = 'mutation($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }';
const events = (count: number, documents: number) =>
  Array.from({ length: count }, (_, index) => ({
    eventId: `e${index}`,
    kind: 'VIEW',
    documentIds: Array.from({ length: documents }, (_, document) => `job${document}`),
    occurredAt: '2026-01-15T00:00:00Z',
  }));
const one = '{ eventId: "a", kind: VIEW, occurredAt: "2026-01-15T00:00:00Z", documentIds: ["x", "y"] }';

describe('what is sent costs', () => {
  it.each([
    ['one point an event and a document', TRACK, { input: { events: events(7, 3) } }, 7 + 21],
    [
      'the same as the document writes it',
      `mutation { trackEvents(input: { events: [${one}, ${one}] }) { acceptedCount } }`,
      {},
      6,
    ],
    [
      'the same where a variable is one event',
      `mutation($e: SearchEventInput!) { trackEvents(input: { events: [$e] }) { acceptedCount } }`,
      { e: events(1, 4)[0] },
      5,
    ],
    [
      'one item that is not in a list as a list of one',
      `mutation { trackEvents(input: { events: { eventId: "a", documentIds: "x" } }) { acceptedCount } }`,
      {},
      2,
    ],
    [
      'the same under another name, and each time',
      `mutation($i: TrackEventsInput!) { a: trackEvents(input: $i) { acceptedCount } ...B } fragment B on Mutation { b: trackEvents(input: $i) { acceptedCount } }`,
      { i: { events: events(2, 2) } },
      12,
    ],
    [
      'one point a posting',
      'mutation($i: JobsUpsertInput!) { jobsUpsert(input: $i) { task { id } } }',
      { i: { source: 's', jobs: [{}, {}, {}] } },
      3,
    ],
    ['nothing without lists', TRACK, { input: {} }, 0],
    ['nothing where nothing is sent', TRACK, {}, 0],
    [
      'nothing of what is no input',
      TRACK,
      { input: { events: { __proto__: { documentIds: ['x'] } }, constructor: [1, 2] } },
      1,
    ],
    ['nothing for a search', '{ jobSearch(input: { filter: { excludeJobIds: ["a", "b"] } }) { totalCount } }', {}, 0],
  ])('%s', (_name, text, variables, points) => expect(cost(text, variables)).toBe(points));

  it('what the ways of its types say, of which one that leads to itself is followed once', () => {
    const { definitions } = parse(
      'input A { b: [A!]! @cost(weight: 2) c: C } input C { a: A @cost(weight: 3) } type Q { f(x: A): Int }',
    );
    const inputs = new Map(
      definitions.flatMap((each) =>
        each.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? [[each.name.value, each.fields ?? []] as const] : [],
      ),
    );
    const field = definitions.flatMap((each) =>
      each.kind === Kind.OBJECT_TYPE_DEFINITION ? (each.fields ?? []) : [],
    )[0];
    const weightOf = ({ directives }: InputValueDefinitionNode) => {
      const value = directives?.[0]?.arguments?.[0]?.value;
      return value?.kind === Kind.INT ? Number(value.value) : null;
    };
    const ways = weighedInputs(field?.arguments ?? [], inputs, weightOf).map(
      ({ path, weight }) => `${path.join('.')} ${weight}`,
    );
    expect(ways).toEqual(['x.b 2', 'x.c.a 3']);
  });
});

describe('a stranger who tells of events', () => {
  const { url } = productionGateway([], { TANDEM_LIMITS: 'pointsPerSecond=100' });
  const track = async (count: number, documents: number) => {
    const answer = await postGraphql(url(), {
      query: TRACK,
      variables: { input: { events: events(count, documents) } },
    });
    return { ...answer, cost: JSON.parse(answer.text).extensions?.cost };
  };

  it('pays for each of them and each document, and is refused where that is more than an operation may cost', async () => {
    expect((await track(20, 20)).cost).toMatchObject({ requested: 430, actual: 430 });
    const { errors } = await track(100, 95);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'OPERATION_TOO_COSTLY', limit: 2_000, got: 9_610 });
  });

  it('has soon told of all that the points of a caller hold', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => track(20, 20)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)?.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  });
});
