/** What composition makes of the contracts: the supergraph for the gateway and one API schema an audience. */

import {
  assertCompositionSuccess,
  type CompositionResult,
  composeSchemaContract,
  composeServices,
} from '@theguild/federation-composition';
import { readContract, SUBGRAPH_NAMES } from './subgraph-schemas.ts';

const MADE_BY = '# Made by npm run schema from the contracts of the subgraphs; do not edit.\n';

/** The planner wants an address for each subgraph; in process it is never asked. */
const IN_PROCESS = 'in-process:';

/** Tags whose parts an audience does not see. */
const HIDDEN_TAGS = {
  'public.graphql': ['partner', 'internal'],
  'partner.graphql': ['internal'],
  'internal.graphql': [],
} as const satisfies Record<string, readonly string[]>;

/** File name in this folder to content. Throws with the composer's words when the contracts do not fit together. */
export function composedFiles(): ReadonlyMap<string, string> {
  const services = SUBGRAPH_NAMES.map((name) => ({ name, typeDefs: readContract(name), url: `${IN_PROCESS}${name}` }));
  const files = new Map([
    ['supergraph.graphql', `${MADE_BY + successOf(composeServices(services)).supergraphSdl.trimEnd()}\n`],
  ]);
  for (const [file, tags] of Object.entries(HIDDEN_TAGS)) {
    const result = composeSchemaContract(services, { include: new Set(), exclude: new Set(tags) }, true);
    files.set(file, `${MADE_BY + successOf(result).publicSdl.trimEnd()}\n`);
  }
  return files;
}

function successOf(result: CompositionResult) {
  assertCompositionSuccess(result, 'expected the contracts of the subgraphs to compose');
  return result;
}
