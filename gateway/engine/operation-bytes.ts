/** How much memory an operation takes with its document, its plan and its shapes. */

import { type DocumentNode, Kind, visit } from 'graphql';
import { documentBytes } from '../../runtime/document-cache.ts';
import { sizeOf } from '../document-size.ts';
import type { ExecutorRequest } from '../gateway-interface.ts';

/** Combinations of `@skip` and `@include` of one operation. */
export const KEPT_SHAPES = 4;
/** The plan has the text of the document once more; not below what the heap takes: test/gateway/engine/operation-bytes.test.ts measures it. */
const PLAN_FACTOR = 2;
const SHAPED_FIELD_BYTES = 1_000;

/** Estimated, with as many shapes as its conditions can make. */
export function operationBytes({ document, operation }: ExecutorRequest): number {
  const { selections } = sizeOf(operation, document);
  const shapes = Math.min(KEPT_SHAPES, 2 ** conditionsOf(document).length);
  return PLAN_FACTOR * documentBytes(document) + shapes * selections * SHAPED_FIELD_BYTES;
}

/** Names of the variables that `@skip` and `@include` read. */
export function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
