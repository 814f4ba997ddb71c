/** What the gate keeps of operations: facts of those that were answered, within a number of bytes that the heap bears out. */

import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestedCost } from '../../../gateway/gate/operation-cost.ts';
import { graphFacts } from '../../../gateway/operations/graph-facts.ts';
import { createPreparedOperations } from '../../../gateway/operations/prepared-operations.ts';
import { valuesOver } from '../../../gateway/operations/variable-defaults.ts';
import { readSupergraph } from '../../../gateway/supergraph.ts';
import { heapBytesOf } from '../../helpers/heap.ts';
import { sha256 } from '../production-gateway.ts';
import { testConfig } from '../test-services.ts';

const graph = graphFacts(readSupergraph());
const { TANDEM_LIMITS: limits } = testConfig();
const open = () => createPreparedOperations(limits, () => graph);
const prepare = (operations: ReturnType<typeof open>, text: string) => operations.prepare(text, sha256(text), null);

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const MANY = Array.from({ length: 360 }, (_, at) => LETTERS[at % LETTERS.length]).join(' ');
/** As many fields as are allowed, each of another kind. */
const JOB = '{ id title employmentType company { id name } locations { name } salary { minimum maximum } }';
/** Within the limits, and as large as can be in one way. */
const DOCUMENTS: readonly (readonly [string, (time: number) => string])[] = [
  [
    'many fields',
    (time) =>
      `{${LETTERS.slice(0, 3)
        .map((name) => `${name}:jobSearch(input:{text:"${time}"},first:9){edges{node${JOB}}nodes${JOB}}`)
        .join(' ')}}`,
  ],
  ['fields that the graph does not have', (time) => `{a{${MANY} z${time}}}`],
  [
    'lists with arguments of their own',
    (time) =>
      `{jobSearch(input:{text:"${time}"},first:5){edges{match{${LETTERS.slice(0, 14)
        .map((name) => `${name}:snippets(first:7){text}`)
        .join(' ')}}}}}`,
  ],
  [
    'variables with defaults',
    (time) => `query Q${time}(${LETTERS.map((name) => `$${name}:Int=100`).join(' ')}){service{version}}`,
  ],
  [
    'names that are parts of a long text',
    (time) => `{service{aNameOfManyLetters${time}:version ${'#'.repeat(20_000)}\n schemaHash}}`,
  ],
];

describe('the gate', () => {
  it('keeps nothing of what was not answered, however many ways there are to ask it', () => {
    const operations = open();
    for (let time = 0; time < 300; time += 1) prepare(operations, `{a{${MANY} z${time}}}`);
    for (const text of ['{', '{ a', 'x', '{ ...F } fragment F on Query { ...F }']) prepare(operations, text).keep();
    expect(operations.keptBytes()).toBe(0);
  });

  it('does not measure again what was answered', () => {
    const operations = open();
    const first = prepare(operations, '{ service { version } }');
    first.keep();
    expect(prepare(operations, '{ service { version } }').facts).toBe(first.facts);
    expect(operations.keptBytes()).toBeGreaterThan(0);
  });

  it('keeps no more than its bytes of what was answered', () => {
    const operations = open();
    for (let time = 0; time < 300; time += 1) prepare(operations, `{a{${MANY} z${time}}}`).keep();
    expect(operations.keptBytes()).toBeLessThanOrEqual(16_000_000);
  });

  it.each(DOCUMENTS)('estimates no less than the heap takes for %s', async (_name, textOf) => {
    const operations = open();
    prepare(operations, textOf(0)).keep();
    const estimated = operations.keptBytes();
    const measured = await heapBytesOf(() => {
      // A body is parsed anew with each request, so that its text is its own.
      for (let time = 1; time <= 100; time += 1) prepare(operations, JSON.parse(JSON.stringify(textOf(time)))).keep();
    });
    expect(operations.keptBytes()).toBeGreaterThan(estimated * 90);
    expect(measured).toBeLessThanOrEqual(operations.keptBytes() - estimated);
  });
});

function points(text: string, variables: unknown): number {
  const { facts } = prepare(open(), text);
  if (facts === null) throw new Error(`expected an operation, got ${text}`);
  return requestedCost(facts.fields, valuesOver(facts.defaults, variables));
}

/** One operation with the sizes of its lists in the text, in variables, or in what variables have when none are sent. */
const page = (first: unknown, snippets: unknown, head = ''): string =>
  `${head}{ jobSearch(input: { text: "x" }, first: $FIRST) { edges { match { snippets(first: $SNIPPETS) { text } } } } }`
    .replace('$FIRST', String(first))
    .replace('$SNIPPETS', String(snippets));

describe('points of an operation', () => {
  const size = integer({ min: -2, max: 150 });
  // Names that every object has.
  const name = constantFrom('n', 'first', 'constructor', 'toString', '__proto__', 'hasOwnProperty');

  it('are the same for sizes in the text, in variables and in their defaults', () => {
    assert(
      property(size, size, name, (first, snippets, one) => {
        const wanted = points(page(first, snippets), undefined);
        const [a, b] = [`$${one}`, '$other'];
        const plain = page(a, b, `query(${a}: Int, ${b}: Int) `);
        const sent = JSON.parse(`{"${one}": ${first}, "other": ${snippets}}`);
        expect(points(plain, sent)).toBe(wanted);
        const withBoth = page(a, b, `query(${a}: Int = ${first}, ${b}: Int = ${snippets}) `);
        for (const nothing of [undefined, null, {}, 'text', 7]) expect(points(withBoth, nothing)).toBe(wanted);
        const withOthers = page(a, b, `query(${a}: Int! = 3, ${b}: Int = 4) `);
        expect(points(withOthers, sent)).toBe(wanted);
        expect(points(page(a, b, `query(${a}: Int = ${first}, ${b}: Int) `), { other: snippets })).toBe(wanted);
      }),
    );
  });

  it("are those of the field's own default where nothing or a null is sent, whatever the variable is called", () => {
    assert(
      property(name, (one) => {
        const wanted = points(page(20, 2), undefined);
        const plain = page(`$${one}`, 2, `query($${one}: Int) `);
        expect(points(plain, {})).toBe(wanted);
        expect(points(page(`$${one}`, 2, `query($${one}: Int = 100) `), JSON.parse(`{"${one}": null}`))).toBe(wanted);
        expect(points(page(`$${one}`, 2, `query($${one}: Int = null) `), undefined)).toBe(wanted);
      }),
    );
  });
});
