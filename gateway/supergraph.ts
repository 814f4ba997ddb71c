/** The composed contract that the gateway plans by. */

import { readFileSync } from 'node:fs';
import { projectPath } from '../runtime/project-root.ts';

export function readSupergraph(): string {
  return readFileSync(projectPath('schema', 'supergraph.graphql'), 'utf8');
}
