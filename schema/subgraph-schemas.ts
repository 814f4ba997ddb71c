/** The contracts that are composed into one graph: the names of the subgraphs and where their files lie. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DocumentNode, parse } from 'graphql';

export const SUBGRAPH_NAMES = ['jobs', 'people', 'ranking', 'insights', 'account'] as const;

/** Absolute path of a file of this folder. */
export function schemaPath(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** The contract of one subgraph, as written. */
export function readContract(name: (typeof SUBGRAPH_NAMES)[number]): DocumentNode {
  return parse(readFileSync(schemaPath(`${name}.graphql`), 'utf8'));
}
