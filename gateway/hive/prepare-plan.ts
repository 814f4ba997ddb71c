/** A plan of the library as steps that can be run: every document parsed once, every fetch of entities in one form. */

import type {
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  QueryPlan,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { type DocumentNode, parse } from 'graphql';

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
  readonly outputRewrites: readonly FetchRewrite[];
}

/** One list of entities that is asked for, and where its answers go. */
export interface EntityList {
  /** Response name of `_entities`. */
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly (readonly FlattenNodePathSegment[])[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites: readonly FetchRewrite[];
  readonly outputRewrites: readonly FetchRewrite[];
}

/** The variable that every fetch of entities has, also for whoever looks at a call and not at its plan. */
const REPRESENTATIONS = 'representations';

/** Null when nothing is to be fetched. */
export function prepare({ node }: Pick<QueryPlan, 'node'>): Step | null {
  return node ? stepOf(node, []) : null;
}

function stepOf(node: PlanNode, path: readonly FlattenNodePathSegment[]): Step {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return {
        kind: node.kind === 'Sequence' ? 'sequence' : 'parallel',
        steps: node.nodes.map((child) => stepOf(child, path)),
      };
    case 'Flatten':
      return stepOf(node.node, node.path);
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        met: node.ifClause ? stepOf(node.ifClause, path) : null,
        unmet: node.elseClause ? stepOf(node.elseClause, path) : null,
      };
    case 'Fetch':
      return fetchOf(node, node.requires ? [listOf(node, path, node.requires)] : [], node.operation);
    case 'BatchFetch':
      return batchOf(node);
    default:
      throw new Error(`expected a plan of queries and mutations, got the step ${node.kind}`);
  }
}

type Fetch = Extract<PlanNode, { kind: 'Fetch' }>;
type BatchFetch = Extract<PlanNode, { kind: 'BatchFetch' }>;

function fetchOf(node: Fetch | BatchFetch, entities: readonly EntityList[], query: string): FetchStep {
  return {
    kind: 'fetch',
    subgraph: node.serviceName,
    query,
    document: parse(query, { noLocation: true }),
    variables: node.variableUsages ?? [],
    entities,
    outputRewrites: node.kind === 'Fetch' && !node.requires ? (node.outputRewrites ?? []) : [],
  };
}

function listOf(
  { inputRewrites = [], outputRewrites = [] }: Fetch,
  path: readonly FlattenNodePathSegment[],
  requires: readonly RequiresSelection[],
): EntityList {
  const list = { alias: '_entities', variable: REPRESENTATIONS, paths: [path], requires };
  return { ...list, inputRewrites, outputRewrites: outputRewrites.map(belowEntities) };
}

/** Rewrites of a single fetch start at its data, those of a batch at its entities. */
function belowEntities(rewrite: FetchRewrite): FetchRewrite {
  if ('KeyRenamer' in rewrite) return { KeyRenamer: below(rewrite.KeyRenamer) };
  return { ValueSetter: below('ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite) };
}

function below<T extends { readonly path: readonly object[] }>(change: T): T {
  const [first] = change.path;
  const isEntities = first !== undefined && 'Key' in first && first.Key === '_entities';
  return isEntities ? { ...change, path: change.path.slice(1) } : change;
}

function batchOf(node: BatchFetch): FetchStep {
  const [first] = node.entityBatch.aliases;
  const renamed = first?.representationsVariableName ?? '';
  const query = node.operation.replace(new RegExp(`\\$${renamed}\\b`, 'g'), `$${REPRESENTATIONS}`);
  const lists = node.entityBatch.aliases.map(
    ({ representationsVariableName: name, inputRewrites = [], outputRewrites = [], alias, paths, requires }) => ({
      alias,
      paths,
      requires,
      inputRewrites,
      outputRewrites,
      variable: name === renamed ? REPRESENTATIONS : name,
    }),
  );
  return fetchOf(node, lists, query);
}
