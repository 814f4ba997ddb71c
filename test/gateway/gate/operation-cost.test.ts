/** Points of operations over the real graph: before they run by what they may ask for, afterwards by what they got. */

import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { actualCost, requestedCost } from '../../../gateway/gate/operation-cost.ts';
import { maxAgeOf } from '../../../gateway/operations/cache-policy.ts';
import { fieldTree } from '../../../gateway/operations/field-tree.ts';
import { graphFacts } from '../../../gateway/operations/graph-facts.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';

const graph = graphFacts(readSupergraph());
const fieldsOf = (text: string) => {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`expected one operation, got ${text}`);
  return fieldTree(operation, document, graph);
};
const cost = (text: string, variables = {}): number => requestedCost(fieldsOf(text), variables);
const search = (fields: string, first = ', first: 5'): string =>
  `{ jobSearch(input: { text: "x" }${first}) { ${fields} } }`;

describe('before it runs an operation costs', () => {
  it.each([
    ['a value of one object', '{ service { version } }', 1],
    ['a search that reads no job: the page and what the ranker may read', search('totalCount'), 251],
    ['edges and jobs, as many as asked', search('edges { node { id } }'), 251 + 5 * 2],
    ['as many as the default', search('edges { node { id } }', ''), 251 + 20 * 2],
    ['no more than the largest page', search('nodes { id }', ', first: 5000'), 251 + 100],
    ['lists in lists', search('edges { match { snippets(first: 3) { text } } }'), 251 + 5 * (1 + 1 + 3)],
    ['places and pay, which are part of a job', search('nodes { locations { name } salary { minimum } }'), 251 + 5],
    [
      'equal fields once',
      search('nodes { id } nodes { title } ...F').replace(/$/, ' fragment F on JobSearchConnection { nodes { id } }'),
      251 + 5,
    ],
    [
      'types of a node together',
      '{ node(id: "x") { ... on Job { company { name } } ... on Person { location { name } } } }',
      2,
    ],
    ['ids up to their limit', '{ nodes(ids: ["x"]) { id } }', 100],
    ['reading the schema', '{ __schema { types { name } } }', 50],
    ['fields that the graph does not have', '{ nothing { at { all } } }', 0],
  ])('%s', (_name, text, points) => expect(cost(text)).toBe(points));

  it('what its variables ask for', () => {
    const text = 'query($first: Int) { jobSearch(input: { text: "x" }, first: $first) { nodes { id } } }';
    expect([cost(text, { first: 7 }), cost(text, { first: null }), cost(text, {})]).toEqual([258, 271, 271]);
  });
});

const worked = (ranked: number, unanswered = 0) => ({ ranked, unanswered });

describe('afterwards it costs', () => {
  const fields = fieldsOf(search('edges { node { company { name } } }'));
  const edge = (company: object | null) => ({ node: { company } });

  it('what is in the answer and what the ranker read', () => {
    const data = { jobSearch: { edges: [edge({ name: 'A' }), edge(null)] } };
    expect(actualCost(fields, data, worked(40))).toBe(1 + 2 + 2 + 1 + 40);
  });

  it('never more ranking than was asked for, and nothing where nothing was done', () => {
    expect(actualCost(fields, { jobSearch: { edges: [] } }, worked(9_999))).toBe(1 + 250);
    for (const data of [{ jobSearch: null }, null, undefined]) expect(actualCost(fields, data, worked(0))).toBe(0);
  });

  it('what the ranker read, although the field came to nothing behind it', () => {
    expect(actualCost(fields, { jobSearch: null }, worked(40))).toBe(40);
  });

  it('all the ranking of a search that was given up, and of no other', () => {
    for (const data of [{ jobSearch: null }, null, undefined]) expect(actualCost(fields, data, worked(0, 1))).toBe(250);
    const both = fieldsOf('{ jobSearch(input: {}) { edges { node { id } } } peopleSearch(input: {}) { totalCount } }');
    const data = { jobSearch: { edges: [] }, peopleSearch: null };
    expect(actualCost(both, data, worked(40, 1))).toBe(1 + 40 + 250);
    const cheap = fieldsOf('{ jobSuggestions(prefix: "n") { text } service { version } }');
    expect(actualCost(cheap, null, worked(0, 2))).toBe(0);
  });
});

describe('an answer may be kept', () => {
  it.each([
    [
      'a page of jobs',
      search(
        'totalCount edges { node { title company { name } } match { relevance { score } snippets { text } } } notices { message }',
      ),
      60,
    ],
    ['a job', '{ job(id: "x") { title locations { name } } }', 300],
    ['suggestions', '{ jobSuggestions(prefix: "n") { text } }', 300],
    ['a page of people', '{ peopleSearch(input: {}) { totalCount } }', 0],
    ['jobs beside people', '{ job(id: "x") { id } person(id: "y") { id } }', 0],
    ['an object that could be a person', '{ node(id: "x") { id } }', 0],
    ['how many people work somewhere', '{ job(id: "x") { company { peopleCount } } }', 0],
    ['the caller', '{ viewer { id } }', 0],
    ['what has no hint', '{ service { version } }', 0],
  ])('%s', (_name, text, seconds) => expect(maxAgeOf(fieldsOf(text))).toBe(seconds));
});
