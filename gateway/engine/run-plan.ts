/** Runs the steps of a plan: asks each subgraph for its part and puts what it answers where it belongs. */

import type { GraphQLFormattedError } from 'graphql';
import { copyOf, isObject, mergeInto, own, type PlainObject } from '../../runtime/plain-data.ts';
import type { PlainResult } from '../calls/plain-result.ts';
import { type AnswerPath, representationOf, type TypeTest, visitEntities } from './entities.ts';
import type { EntityList, FetchStep, Step } from './plan.ts';
import { applyRewrites } from './rewrites.ts';

export interface PlanRun {
  readonly variables: Readonly<Record<string, unknown>>;
  /** What is known so far; steps write into it. */
  readonly data: PlainObject;
  /** With paths of the whole answer. */
  readonly errors: GraphQLFormattedError[];
  readonly isType: TypeTest;
  /** Never rejects. */
  readonly ask: (step: FetchStep, variables: Readonly<Record<string, unknown>>) => Promise<PlainResult>;
}

export async function runStep(step: Step | null, run: PlanRun): Promise<void> {
  switch (step?.kind) {
    case undefined:
      return;
    case 'sequence':
      for (const inner of step.steps) await runStep(inner, run);
      return;
    case 'parallel':
      await Promise.all(step.steps.map((inner) => runStep(inner, run)));
      return;
    case 'condition':
      return runStep(run.variables[step.variable] === true ? step.met : step.unmet, run);
    case 'fetch':
      return step.entities.length === 0 ? fetchRoot(step, run) : fetchEntities(step, run);
  }
}

async function fetchRoot(step: FetchStep, run: PlanRun): Promise<void> {
  const { data, errors = [] } = await run.ask(step, variablesOf(step, run));
  run.errors.push(...errors);
  if (!data) return;
  applyRewrites(step.outputRewrites, data, run.isType);
  mergeInto(run.data, data);
}

function variablesOf(step: FetchStep, { variables }: PlanRun): Record<string, unknown> {
  return Object.fromEntries(
    step.variables.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
  );
}

interface Wanted {
  readonly list: EntityList;
  readonly representations: readonly PlainObject[];
  /** `targets[i]` are the objects that representation i stands for. */
  readonly targets: readonly (readonly PlainObject[])[];
}

async function fetchEntities(step: FetchStep, run: PlanRun): Promise<void> {
  const wanted = step.entities.map((list) => wantedOf(list, run));
  if (wanted.every(({ representations }) => representations.length === 0)) return;
  const variables = variablesOf(step, run);
  for (const { list, representations } of wanted) variables[list.variable] = representations;
  const { data, errors = [] } = await run.ask(step, variables);
  for (const error of errors) run.errors.push(...placed(error, wanted, run));
  if (!data) return;
  for (const one of wanted) takeEntities(own(data, one.list.alias), one, run.isType);
}

/** Each entity once: keys are plain JSON in the order of the plan, so equal entities print alike. */
function wantedOf(list: EntityList, { data, isType }: PlanRun): Wanted {
  const targetsOf = new Map<string, PlainObject[]>();
  const representations: PlainObject[] = [];
  const take = (entity: PlainObject): void => {
    const representation = representationOf(entity, list.requires, isType);
    if (representation === null) return;
    applyRewrites(list.inputRewrites, representation, isType);
    const key = JSON.stringify(representation);
    const known = targetsOf.get(key);
    if (known) known.push(entity);
    else {
      targetsOf.set(key, [entity]);
      representations.push(representation);
    }
  };
  for (const path of list.paths) visitEntities(data, path, isType, take);
  return { list, representations, targets: [...targetsOf.values()] };
}

/** Each place gets its own copy, because later answers are merged into it. */
function takeEntities(entities: unknown, { list, targets }: Wanted, isType: TypeTest): void {
  if (!Array.isArray(entities)) return;
  applyRewrites(list.outputRewrites, entities, isType);
  for (const [index, entity] of entities.entries()) {
    if (!isObject(entity)) continue;
    for (const [copy, target] of (targets[index] ?? []).entries())
      mergeInto(target, copy === 0 ? entity : copyOf(entity));
  }
}

/** An error of an entity is told at each of its places, any other as it came. */
function placed(
  error: GraphQLFormattedError,
  wanted: readonly Wanted[],
  { data, isType }: PlanRun,
): readonly GraphQLFormattedError[] {
  const [alias, index, ...rest] = error.path ?? [];
  const one = wanted.find(({ list }) => list.alias === alias);
  if (!one || typeof index !== 'number') return [withoutPath(error)];
  const targets = new Set(one.targets[index]);
  const paths: AnswerPath[] = [];
  for (const path of one.list.paths)
    visitEntities(data, path, isType, (entity, at) => {
      if (targets.has(entity)) paths.push([...at, ...rest]);
    });
  return paths.map((path) => ({ ...error, path }));
}

/** A path into the call says nothing to the client. */
function withoutPath({ path: _, ...error }: GraphQLFormattedError): GraphQLFormattedError {
  return error;
}
