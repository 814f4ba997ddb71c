/** A plan of Hive Router's planner as steps that can be run. */

import type {
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  QueryPlan,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import {
  type EntityList,
  fetchStep,
  outerStep,
  type Path,
  REPRESENTATIONS,
  type Required,
  type Rewrite,
  type Step,
} from './plan.ts';

/** Null when nothing is to be fetched. */
export function stepsOfHive({ node }: Pick<QueryPlan, 'node'>): Step | null {
  return node ? stepOf(node, []) : null;
}

function stepOf(node: PlanNode, path: Path): Step {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
    case 'Condition':
      return outerStep(node, (child) => stepOf(child, path));
    case 'Flatten':
      return stepOf(node.node, node.path.map(pathSegment));
    case 'Fetch':
      return fetchOf(node, path);
    case 'BatchFetch':
      return batchOf(node);
    default:
      throw new Error(`expected a plan of queries and mutations, got the step ${node.kind}`);
  }
}

const pathSegment = (segment: FlattenNodePathSegment): Path[number] =>
  segment === '@' ? null : 'Field' in segment ? segment.Field : segment.TypeCondition;

type Fetch = Extract<PlanNode, { kind: 'Fetch' }>;
type BatchFetch = Extract<PlanNode, { kind: 'BatchFetch' }>;

function fetchOf({ requires, ...node }: Fetch, path: Path): Step {
  const outputRewrites = (node.outputRewrites ?? []).map(rewriteOf);
  const list: EntityList = {
    alias: '_entities',
    variable: REPRESENTATIONS,
    paths: [path],
    requires: (requires ?? []).map(requiredOf),
    inputRewrites: (node.inputRewrites ?? []).map(rewriteOf),
    outputRewrites: outputRewrites.map(belowEntities),
  };
  return fetchStep({
    subgraph: node.serviceName,
    query: node.operation,
    variables: node.variableUsages ?? [],
    entities: requires ? [list] : [],
    outputRewrites: requires ? [] : outputRewrites,
  });
}

/** Rewrites of a single fetch start at its data, those of a batch at its entities. */
function belowEntities({ path, change }: Rewrite): Rewrite {
  return { path: path[0] === '_entities' ? path.slice(1) : path, change };
}

function batchOf(node: BatchFetch): Step {
  const [first] = node.entityBatch.aliases;
  const renamed = first?.representationsVariableName ?? '';
  const entities = node.entityBatch.aliases.map(
    ({ representationsVariableName: name, inputRewrites = [], outputRewrites = [], alias, paths, requires }) => ({
      alias,
      paths: paths.map((path) => path.map(pathSegment)),
      requires: requires.map(requiredOf),
      inputRewrites: (inputRewrites ?? []).map(rewriteOf),
      outputRewrites: (outputRewrites ?? []).map(rewriteOf),
      variable: name === renamed ? REPRESENTATIONS : name,
    }),
  );
  return fetchStep({
    subgraph: node.serviceName,
    query: node.operation.replace(new RegExp(`\\$${renamed}\\b`, 'g'), `$${REPRESENTATIONS}`),
    variables: node.variableUsages ?? [],
    entities,
    outputRewrites: [],
  });
}

function requiredOf(selection: RequiresSelection): Required {
  if (selection.kind === 'InlineFragment')
    return { kind: 'type', type: selection.typeCondition, below: selection.selections.map(requiredOf) };
  if (selection.kind !== 'Field') throw new Error(`expected fields of an entity, got ${selection.kind}`);
  const { name, alias, selections } = selection;
  return {
    kind: 'field',
    names: alias === undefined ? [name] : [name, alias],
    below: selections?.map(requiredOf) ?? null,
  };
}

function rewriteOf(rewrite: FetchRewrite): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { path: path.map(rewriteSegment), change: { kind: 'rename', to: renameKeyTo } };
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return { path: path.map(rewriteSegment), change: { kind: 'set', value: setValueTo } };
}

const rewriteSegment = (segment: FetchNodePathSegment): Rewrite['path'][number] =>
  'Key' in segment ? segment.Key : segment.TypenameEquals;
