/** The operations of schema/operations with their variables, as GraphiQL shows them. */

import { readFileSync } from 'node:fs';
import { projectPath } from '../../runtime/project-root.ts';

export interface ExampleOperation {
  readonly name: string;
  readonly query: string;
  /** JSON text. */
  readonly variables: string;
}

const ACCOUNT_NAMES = ['company', 'events', 'saved-searches', 'seen', 'preferences'];
/** In the order of the tabs; the first one is what a newcomer sees. */
const NAMES = ['jobs', 'people', 'why', 'facets', 'paging', 'tuning', 'nodes', 'lookup', 'suggest', ...ACCOUNT_NAMES];

export function readExampleOperations(): readonly ExampleOperation[] {
  return NAMES.map((name) => ({
    name,
    query: readFileSync(projectPath('schema', 'operations', `${name}.graphql`), 'utf8'),
    variables: JSON.stringify(
      JSON.parse(readFileSync(projectPath('schema', 'operations', `${name}.json`), 'utf8')),
      null,
      2,
    ),
  }));
}
