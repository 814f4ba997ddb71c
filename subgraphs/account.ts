/** The subgraph account: objects by global id, who calls, and what serves. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { accountResolvers } from '../resolvers/account.ts';
import type { Caller } from '../runtime/caller.ts';
import { projectPath } from '../runtime/project-root.ts';
import type { SearchServices } from '../search/context.ts';
import { createSubgraph, type Subgraph } from './subgraph.ts';

export function createAccountSubgraph(services: SearchServices, longestMs: number, stranger?: Caller): Subgraph {
  const { version }: { version: string } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8'));
  const supergraph = readFileSync(projectPath('schema', 'supergraph.graphql'));
  const schemaHash = createHash('sha256').update(supergraph).digest('hex').slice(0, 16);
  const rankerVersion = (services.rankers.packed ?? services.rankers.fullText)?.version ?? 'none';
  return createSubgraph(
    'account',
    accountResolvers({ version, schemaHash, rankerVersion }),
    services,
    longestMs,
    stranger,
  );
}
