/** Operations with their plans and shapes, kept so that each is planned once. */

import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ExecutorRequest } from '../gateway-interface.ts';
import { splitMetaFields } from './meta-fields.ts';
import { PlannedTooLong, type Planner, type Step } from './plan.ts';
import { createShape, type Shape } from './shape-answer.ts';

export interface PlannedOperation {
  readonly plan: Step | null;
  readonly meta: DocumentNode | null;
  readonly definition: OperationDefinitionNode;
  /** Of the operation's variables. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly shapeFor: (variables: Readonly<Record<string, unknown>>) => Shape;
}

export type PlanOperation = (request: ExecutorRequest) => Promise<PlannedOperation>;

/** Plans of pages take some tens of kB each. */
const KEPT_OPERATIONS = 1_000;
/** An operation that was planned too long is refused at once when it comes again, so that it holds up no other plan. */
const REFUSED_MS = 60_000;
/** Combinations of `@skip` and `@include` of one operation. */
const KEPT_SHAPES = 16;

export function createPlanOperation(planner: Planner): PlanOperation {
  const kept = new LRUCache<string, Promise<PlannedOperation>>({ max: KEPT_OPERATIONS });
  return (request) => {
    const key = `${request.queryHash} ${request.operationName ?? ''}`;
    const known = kept.get(key);
    if (known) return known;
    const planned = planOperation(planner, request.document, request.operation);
    kept.set(key, planned);
    planned.catch((error: unknown) => {
      if (error instanceof PlannedTooLong) kept.set(key, planned, { ttl: REFUSED_MS });
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
  const shapes = new LRUCache<string, Shape>({ max: KEPT_SHAPES });
  const conditions = conditionsOf(document);
  const shapeFor = (variables: Readonly<Record<string, unknown>>): Shape => {
    const key = conditions.map((condition) => String(variables[condition])).join();
    const shape = shapes.get(key) ?? createShape({ schema, definition, fragments }, variables);
    shapes.set(key, shape);
    return shape;
  };
  return { plan: step, meta, definition, defaults: defaultsOf(definition), shapeFor };
}

/** That of the document which is executed: whoever changed it may not have told the request. */
function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const found = document.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  );
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('expected a document with the operation to execute');
  return found;
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** Names of the variables that `@skip` and `@include` read. */
function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}
