/** Operations with their plans and shapes, kept so that each is planned once. */

import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { fragmentsOf, onceForConditions, type Variables } from '../../runtime/selected-fields.ts';
import type { ExecutorRequest } from '../operations/gateway-interface.ts';
import { defaultsOf } from '../operations/variable-defaults.ts';
import { splitMetaFields } from './meta-fields.ts';
import { operationBytes } from './operation-bytes.ts';
import { PlannedTooLong, type Planner, type Step } from './plan.ts';
import { createShape, type Shape } from './shape-answer.ts';

export interface PlannedOperation {
  readonly plan: Step | null;
  readonly meta: DocumentNode | null;
  readonly definition: OperationDefinitionNode;
  /** Of the operation's variables. */
  readonly defaults: Variables;
  readonly shapeFor: (variables: Variables) => Shape;
}

export type PlanOperation = (request: ExecutorRequest) => Promise<PlannedOperation>;

/** What a page of everything takes is some 100 kB. */
const KEPT_BYTES = 64_000_000;
/** An operation that was planned too long is refused at once when it comes again, so that it holds up no other plan. */
const REFUSED_MS = 60_000;

export function createPlanOperation(planner: Planner): PlanOperation {
  const kept = new LRUCache<string, Promise<PlannedOperation>>({ maxSize: KEPT_BYTES });
  return (request) => {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = kept.get(key);
    if (known) return known;
    const planned = planOperation(planner, request.document, request.operation);
    const size = operationBytes(request);
    kept.set(key, planned, { size });
    planned.catch((error: unknown) => {
      if (error instanceof PlannedTooLong) kept.set(key, planned, { size, ttl: REFUSED_MS });
      else kept.delete(key);
    });
    return planned;
  };
}

async function planOperation(
  { schema, plan }: Planner,
  document: DocumentNode,
  { name }: OperationDefinitionNode,
): Promise<PlannedOperation> {
  const definition = operationOf(document, name?.value);
  const fragments = fragmentsOf(document);
  const { planned, meta } = splitMetaFields(definition, fragments);
  const step = planned && (await plan(planned, definition.name?.value));
  const shapes = onceForConditions(document, (variables) => createShape({ schema, definition, fragments }, variables));
  return { plan: step, meta, definition, defaults: defaultsOf(definition), shapeFor: shapes.of };
}

/** That of the document which is executed: whoever changed it may not have told the request. */
function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const found = document.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  );
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected a document with the operation to execute');
  return found;
}
