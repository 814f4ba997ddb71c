/** What an operation costs in points: before it runs the most that it may, afterwards what its answer and its ranking took. */

import { valueFromASTUntyped } from 'graphql';
import { ARGUMENT_LIMITS } from '../../runtime/limits.ts';
import type { Variables } from '../../runtime/selected-fields.ts';
import type { AnsweredCoverage } from '../calls/answered-coverage.ts';
import type { TreeField } from '../operations/field-tree.ts';
import { inputCost } from '../operations/input-cost.ts';

type Worked = Pick<AnsweredCoverage, 'ranked' | 'unanswered'>;

/** Of lists that no `@listSize` bounds. */
const USUAL_LIST = 10;

/** Points at the most: lists as long as their arguments allow, searches as deep as the ranker reads. `variables`: with their defaults. */
export function requestedCost(fields: readonly TreeField[], variables: Variables): number {
  return sum(fields.map((field) => fieldCost(field, variables, null)));
}

/** Points of what the caller sends, which are paid whatever comes of it. */
export function sentCost(fields: readonly TreeField[], variables: Variables): number {
  return sum(
    fields.map(
      ({ facts, sent, children }) => inputCost(facts.weighedInputs, sent, variables) + sentCost(children, variables),
    ),
  );
}

/** `parentSize`: items that the field around this one was asked for, when it sizes this one. */
function fieldCost(field: TreeField, variables: Variables, parentSize: number | null): number {
  const { facts, children } = field;
  const asked = askedSize(field, variables);
  const items = facts.isList ? (parentSize ?? asked ?? USUAL_LIST) : 1;
  const inner = children.map((child) =>
    fieldCost(child, variables, facts.sizedFields.includes(child.facts.name) ? asked : null),
  );
  return items * (facts.weight + sum(inner)) + field.reading;
}

/** Out of its limits it counts as the largest page: the resolver refuses it. */
function askedSize({ facts, sizes: given }: TreeField, variables: Variables): number | null {
  const sizes = facts.slicingArguments.flatMap((name) => {
    const node = given.get(name);
    const value =
      (node === undefined ? null : valueFromASTUntyped(node, variables)) ?? facts.argumentDefaults.get(name);
    return typeof value === 'number' ? [Math.min(Math.max(value, 0), ARGUMENT_LIMITS.first)] : [];
  });
  return sizes.length > 0 ? Math.max(...sizes) : facts.assumedSize;
}

/**
 * Points of an answer, with what the ranker read for it: as much as the searches tell, and all that was asked of a search
 * that a subgraph was given up at. `data` is null when nobody waited for it.
 */
export function actualCost(fields: readonly TreeField[], data: unknown, { ranked, unanswered }: Worked): number {
  const lost = unanswered > 0 ? fields.filter((field) => (valueAt(data, field) ?? null) === null) : [];
  return answerCost(fields, data) + Math.min(ranked + readingOf(lost), readingOf(fields));
}

/** Runs over every value of an answer, so that it makes nothing new of what it reads. */
function answerCost(fields: readonly TreeField[], data: unknown): number {
  let points = 0;
  for (const field of fields) points += valueCost(field, valueAt(data, field));
  return points;
}

function valueCost(field: TreeField, value: unknown): number {
  const { facts, children } = field;
  if (value === null || value === undefined || (facts.weight === 0 && children.length === 0)) return 0;
  if (!Array.isArray(value)) return facts.weight + answerCost(children, value);
  let points = 0;
  for (const item of value) points += valueCost(field, item);
  return points;
}

/** Root fields alone are searches. */
const readingOf = (fields: readonly TreeField[]): number => sum(fields.map(({ reading }) => reading));

const valueAt = (data: unknown, { responseName }: TreeField): unknown =>
  (data as Readonly<Record<string, unknown>> | null | undefined)?.[responseName];

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
