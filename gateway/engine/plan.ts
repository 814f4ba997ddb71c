/** A plan for one operation, from whichever planner: which subgraph is asked for what, in which order, and where its answers go. */

import { type DocumentNode, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { ERROR_KINDS, type ErrorCode } from '../../runtime/errors.ts';
import { FIXED_LIMITS } from '../../runtime/limits.ts';
import { refusedFor } from '../operations/with-status.ts';

export interface Planner {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Of a valid operation without fields of the schema itself; null when nothing is to be fetched. */
  readonly plan: (document: DocumentNode, operationName: string | undefined) => Promise<Step | null>;
}

/** An operation within the limits is planned in some milliseconds (`npm run bench:refusals`); planning ends here. */
export const PLAN_MS: number = FIXED_LIMITS.planMs[0];

/** A planner that had to be stopped; the document may be sent again at any time, so whoever keeps plans keeps this, too. */
export class PlannedTooLong extends GraphQLError {
  constructor(limitMs: number, cause: unknown) {
    const message = `expected an operation that is planned within ${limitMs} ms, got one that is not; ask for fewer fields`;
    const code = 'OPERATION_TOO_COSTLY' satisfies ErrorCode;
    const http = { status: ERROR_KINDS[code].status };
    super(message, { originalError: cause instanceof Error ? cause : null, extensions: { code, http } });
  }
}

const RETRY_MS = 1_000;

/** So many operations wait for their plans that another one would not get one in time. */
export function planningOverloaded(): GraphQLError {
  return refusedFor(RETRY_MS, 'OVERLOADED', `too many operations wait to be planned; try again in ${RETRY_MS} ms`);
}

export type LoadPlanner = (supergraphSdl: string) => Promise<Planner>;

export type Step =
  | { readonly kind: 'sequence' | 'parallel'; readonly steps: readonly Step[] }
  | { readonly kind: 'condition'; readonly variable: string; readonly met: Step | null; readonly unmet: Step | null }
  | FetchStep;

export interface FetchStep {
  readonly kind: 'fetch';
  readonly subgraph: string;
  readonly query: string;
  readonly document: DocumentNode;
  /** Of the request. */
  readonly variables: readonly string[];
  /** Empty for a fetch of root fields. */
  readonly entities: readonly EntityList[];
  /** Of a fetch of root fields. */
  readonly outputRewrites: readonly Rewrite[];
}

/** One list of entities that is asked for, and where its answers go. */
export interface EntityList {
  /** Response name of `_entities`. */
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly Path[];
  readonly requires: readonly Required[];
  readonly inputRewrites: readonly Rewrite[];
  /** From each entity. */
  readonly outputRewrites: readonly Rewrite[];
}

/** Into an answer: a field, `null` for each entry of a list, or the types that an object may have to be meant. */
export type Path = readonly (string | null | readonly string[])[];

/** Part of what of an entity finds it in a subgraph. */
export type Required =
  | { readonly kind: 'field'; readonly names: readonly string[]; readonly below: readonly Required[] | null }
  | { readonly kind: 'type'; readonly type: string; readonly below: readonly Required[] };

/** Lists on the way are gone through without being named. */
export interface Rewrite {
  readonly path: readonly (string | readonly string[])[];
  readonly change: { readonly kind: 'rename'; readonly to: string } | { readonly kind: 'set'; readonly value: unknown };
}

/** The variable that every fetch of entities has, also for whoever looks at a call and not at its plan. */
export const REPRESENTATIONS = 'representations';

/** Each document is parsed once, with its plan. */
export function fetchStep(step: Omit<FetchStep, 'kind' | 'document'>): FetchStep {
  return { ...step, kind: 'fetch', document: parse(step.query, { noLocation: true }) };
}

/** Steps around others, as both planners write them. */
type OuterNode<Node> =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'Condition';
      readonly condition: string;
      readonly ifClause?: Node | null | undefined;
      readonly elseClause?: Node | null | undefined;
    };

export function outerStep<Node>(node: OuterNode<Node>, stepOf: (node: Node) => Step): Step {
  if (node.kind !== 'Condition')
    return { kind: node.kind === 'Sequence' ? 'sequence' : 'parallel', steps: node.nodes.map(stepOf) };
  const { condition, ifClause, elseClause } = node;
  return {
    kind: 'condition',
    variable: condition,
    met: ifClause ? stepOf(ifClause) : null,
    unmet: elseClause ? stepOf(elseClause) : null,
  };
}
