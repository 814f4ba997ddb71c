/** Who calls: until there are keys, everybody is the development viewer, who may do everything. */

import type { Caller } from '../runtime/caller.ts';

export const developmentViewer: Caller = {
  id: 'development',
  tenant: 'default',
  scopes: [
    'jobs:read',
    'people:read',
    'people:recruiter',
    'jobs:write',
    'people:write',
    'relevance:debug',
    'schema:read',
    'admin',
  ],
};
