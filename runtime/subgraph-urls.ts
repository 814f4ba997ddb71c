/** The names of the subgraphs, and where those run that are processes of their own. */

import { z } from 'zod';
import { isHttpAddress } from './http-address.ts';

/** In the order of a request. */
export const SUBGRAPH_NAMES = ['jobs', 'people', 'ranking', 'insights', 'account'] as const;

export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

/** Base address by name, without a slash at the end; a subgraph that is not named runs in this process. */
export type SubgraphUrls = Readonly<Partial<Record<SubgraphName, string>>>;

export function isSubgraphName(name: string): name is SubgraphName {
  return (SUBGRAPH_NAMES as readonly string[]).includes(name);
}

/** Reads `jobs=http://127.0.0.1:4001,people=http://…`; each part that is wrong is an issue of its own. */
export const subgraphUrls = z.string().transform((text, context): SubgraphUrls => {
  const urls = new Map<SubgraphName, string>();
  for (const part of text.split(',').map((entry) => entry.trim())) {
    const [name = '', url = ''] = splitOnce(part);
    const problem = problemOf(name, url, urls);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
    else urls.set(name as SubgraphName, url.replace(/\/+$/, ''));
  }
  return Object.fromEntries(urls);
});

function splitOnce(part: string): readonly [name: string, url: string] {
  const at = part.indexOf('=');
  return at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
}

function problemOf(name: string, url: string, known: ReadonlyMap<SubgraphName, string>): string | null {
  if (!isSubgraphName(name)) return `expected name=URL with a name of ${SUBGRAPH_NAMES.join(', ')}, found "${name}"`;
  if (known.has(name)) return `expected each subgraph once, found ${name} twice`;
  if (isHttpAddress(url)) return null;
  return `expected an http address for ${name} without query and password, such as http://127.0.0.1:4001, found "${url}"`;
}
