/** How much memory an operation takes with its document, its plan and its shapes. */

import { documentBytes } from '../../runtime/document-cache.ts';
import { conditionsOf, KEPT_COMBINATIONS } from '../../runtime/selected-fields.ts';
import { sizeOf } from '../operations/document-size.ts';
import type { ExecutorRequest } from '../operations/gateway-interface.ts';

/** The plan has the text of the document once more; not below what the heap takes: test/gateway/engine/operation-bytes.test.ts measures it. */
const PLAN_FACTOR = 2;
const SHAPED_FIELD_BYTES = 1_000;

/** Estimated, with as many shapes as its conditions can make. */
export function operationBytes({ document, operation }: ExecutorRequest): number {
  const { selections } = sizeOf(operation, document);
  const shapes = Math.min(KEPT_COMBINATIONS, 2 ** conditionsOf(document).length);
  return PLAN_FACTOR * documentBytes(document) + shapes * selections * SHAPED_FIELD_BYTES;
}
