/** Who calls: until there are keys, everybody is the development viewer, who may do everything. */

/** A caller as resolvers and searches see it. */
export interface Viewer {
  readonly id: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
}

export const developmentViewer: Viewer = {
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
