/** The request that a measurement sends: of a caller who reads both verticals, with time enough. */

import { deadlineIn } from '../runtime/deadline.ts';
import { randomId } from '../runtime/ids.ts';
import type { Lane } from '../runtime/lane.ts';
import type { SearchContext, SearchServices } from '../search/context.ts';

export function measurementContext(services: SearchServices, deadlineMs: number, lane: Lane): SearchContext {
  return {
    services,
    deadline: deadlineIn(deadlineMs),
    requestId: randomId(),
    caller: { id: 'measurement', tenant: 'default', scopes: ['jobs:read', 'people:read'] },
    lane,
    memo: new Map(),
  };
}
