/** What the gate knows of operations that were answered, so that a repeated one is not measured again; bounded by the memory that it takes. */

import { LRUCache } from 'lru-cache';
import type { Limits } from '../../runtime/limits.ts';
import type { Variables } from '../../runtime/selected-fields.ts';
import { maxAgeOf } from './cache-policy.ts';
import { sizedOperation } from './check-size.ts';
import { fieldTree, type TreeField } from './field-tree.ts';
import type { GraphFacts } from './graph-facts.ts';
import { defaultsOf } from './variable-defaults.ts';

/** Derived from a document, and nothing of it. */
export interface OperationFacts {
  readonly introspects: boolean;
  readonly fields: readonly TreeField[];
  /** Of the variables that have a number, which sizes lists; of all where what is sent is paid by the item. */
  readonly defaults: Variables;
  /** Seconds. */
  readonly maxAge: number;
}

export interface PreparedOperation {
  /** Null for what is no operation: the server behind says why. */
  readonly facts: OperationFacts | null;
  /** Called when it turned out to be a good one; what is refused behind the gate is never kept. */
  readonly keep: () => void;
}

export interface PreparedOperations {
  /** Throws HttpError for what is too large. `hash`: of the text. */
  readonly prepare: (text: string, hash: string, operationName: unknown) => PreparedOperation;
  /** Bytes, as they are estimated. */
  readonly keptBytes: () => number;
}

interface Kept {
  readonly graph: GraphFacts;
  readonly facts: OperationFacts;
}

const KEPT_BYTES = 16_000_000;
/** Not below what the heap takes: test/gateway/operations/prepared-operations.test.ts measures it. */
const OPERATION_BYTES = 1_000;
const FIELD_BYTES = 500;
const DEFAULT_BYTES = 100;
/** Names of fields may be parts of the text, and hold all of it. */
const CHARACTER_BYTES = 2;
/** Of a text whose arguments are kept as they are written. */
const SENT_CHARACTER_BYTES = 100;

export function createPreparedOperations(limits: Limits, currentGraph: () => GraphFacts): PreparedOperations {
  const kept = new LRUCache<string, Kept>({ maxSize: KEPT_BYTES });
  return {
    keptBytes: () => kept.calculatedSize,
    prepare: (text, hash, operationName) => {
      const graph = currentGraph();
      const name = typeof operationName === 'string' ? operationName : null;
      const key = `${hash} ${name ?? ''}`;
      const found = kept.get(key);
      if (found?.graph === graph) return { facts: found.facts, keep: () => undefined };
      const facts = factsOf(text, name, limits, graph);
      const keep = () => void (facts && kept.set(key, { graph, facts }, { size: bytesOf(facts, text) }));
      return { facts, keep };
    },
  };
}

function factsOf(text: string, name: string | null, limits: Limits, graph: GraphFacts): OperationFacts | null {
  const sized = sizedOperation(text, name, limits);
  if (sized === null) return null;
  const { operation, document, introspects } = sized;
  const fields = fieldTree(operation, document, graph);
  const counted = Object.entries(defaultsOf(operation)).filter(
    ([, value]) => typeof value === 'number' || isPaidByItem(fields),
  );
  const defaults = Object.assign(Object.create(null), Object.fromEntries(counted));
  return { introspects, fields, defaults, maxAge: maxAgeOf(fields) };
}

/** Root fields alone take what is paid by the item. */
const isPaidByItem = (fields: readonly TreeField[]): boolean => fields.some(({ sent }) => sent.size > 0);

function bytesOf({ fields, defaults }: OperationFacts, { length }: string): number {
  const own = OPERATION_BYTES + length * (isPaidByItem(fields) ? SENT_CHARACTER_BYTES : CHARACTER_BYTES);
  return own + countFields(fields) * FIELD_BYTES + Object.keys(defaults).length * DEFAULT_BYTES;
}

function countFields(fields: readonly TreeField[]): number {
  return fields.reduce((count, { children }) => count + 1 + countFields(children), 0);
}
