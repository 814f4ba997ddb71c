/** A plan of Apollo's planner as steps that can be run. */

import type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
  ResponsePath,
} from '@apollo/query-planner';
import { fetchStep, outerStep, type Path, REPRESENTATIONS, type Required, type Rewrite, type Step } from './plan.ts';

/** Null when nothing is to be fetched. */
export function stepsOfApollo({ node }: QueryPlan): Step | null {
  if (node?.kind === 'Subscription') throw unexpected(node.kind);
  return node ? stepOf(node, []) : null;
}

const unexpected = (kind: string): Error => new Error(`expected a plan of queries and mutations, got the step ${kind}`);

/** Paths of nested steps go on from each other. */
function stepOf(node: PlanNode, path: Path): Step {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
    case 'Condition':
      return outerStep(node, (child) => stepOf(child, path));
    case 'Flatten':
      return stepOf(node.node, [...path, ...node.path.map(pathSegment)]);
    case 'Fetch':
      return fetchOf(node, path);
    case 'Defer':
      throw unexpected(node.kind);
  }
}

/** Conditions on types come with a setting of the planner that is off. */
const pathSegment = (segment: ResponsePath[number]): Path[number] => (segment === '@' ? null : String(segment));

function fetchOf({ requires, ...node }: FetchNode, path: Path): Step {
  const outputRewrites = (node.outputRewrites ?? []).map(rewriteOf);
  const list = {
    alias: '_entities',
    variable: REPRESENTATIONS,
    paths: [path],
    requires: (requires ?? []).map(requiredOf),
    inputRewrites: (node.inputRewrites ?? []).map(rewriteOf),
    outputRewrites,
  };
  return fetchStep({
    subgraph: node.serviceName,
    query: node.operation,
    variables: node.variableUsages ?? [],
    entities: requires ? [list] : [],
    outputRewrites: requires ? [] : outputRewrites,
  });
}

function requiredOf(selection: QueryPlanSelectionNode): Required {
  if (selection.kind === 'InlineFragment')
    return { kind: 'type', type: selection.typeCondition ?? '', below: selection.selections.map(requiredOf) };
  const { name, alias, selections } = selection;
  return { kind: 'field', names: [alias ?? name], below: selections?.map(requiredOf) ?? null };
}

const TYPE_CONDITION = '... on ';

function rewriteOf(rewrite: FetchDataRewrite): Rewrite {
  const path = rewrite.path.map((part) =>
    part.startsWith(TYPE_CONDITION) ? [part.slice(TYPE_CONDITION.length)] : part,
  );
  return rewrite.kind === 'KeyRenamer'
    ? { path, change: { kind: 'rename', to: rewrite.renameKeyTo } }
    : { path, change: { kind: 'set', value: rewrite.setValueTo } };
}
