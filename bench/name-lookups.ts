/** How often a look-up of a person or an employer shows the right one first, over cases drawn from the profiles of a server. */

import { parseArgs } from 'node:util';
import { textTable } from '../cli/text-table.ts';
import { type LookUp, type NameCase, nameCases, type Profile } from './name-cases.ts';
import { mean, roundedTo } from './quantiles.ts';
import { measuredServer } from './server.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    each: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const SHOWN_FIRST = 3;
const PAGE = 100;
const PROFILE = 'id displayName work { companyName endDate company { id } }';
const QUERY = `query($input: PeopleSearchInput!, $first: Int, $after: String) {
  page: peopleSearch(input: $input, first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${PROFILE} } } }`;

interface Page {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Profile[];
}

const server = await measuredServer(values.url);

async function ask(input: object, first: number, after: string | null = null): Promise<Page> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { input, first, after } }),
  });
  const { data, errors } = (await response.json()) as { data?: { page: Page | null }; errors?: unknown };
  if (!data?.page) throw new Error(`expected a page, got ${JSON.stringify(errors)}`);
  return data.page;
}

async function allProfiles(): Promise<readonly Profile[]> {
  const profiles: Profile[] = [];
  let page = await ask({}, PAGE);
  profiles.push(...page.nodes);
  while (page.pageInfo.hasNextPage) {
    page = await ask({}, PAGE, page.pageInfo.endCursor);
    profiles.push(...page.nodes);
  }
  return profiles;
}

/** 1-based rank of the first right one; 0 where none is among the first ones. */
async function rankOf({ text, isRight }: NameCase): Promise<number> {
  const { nodes } = await ask({ text }, SHOWN_FIRST);
  return nodes.findIndex(isRight) + 1;
}

async function measure(): Promise<void> {
  const cases = nameCases(await allProfiles(), Number(values.each), Number(values.seed));
  const ranks = new Map<LookUp, number[]>();
  const missed: string[] = [];
  for (const one of cases) {
    const rank = await rankOf(one);
    ranks.set(one.kind, [...(ranks.get(one.kind) ?? []), rank]);
    if (rank !== 1) missed.push(`${one.kind}: ${one.text} (${rank === 0 ? 'not shown' : `rank ${rank}`})`);
  }
  const share = (of: readonly number[], isGood: (rank: number) => boolean): number =>
    roundedTo(3, mean(of.map((rank) => Number(isGood(rank))))) ?? Number.NaN;
  const first = (rank: number): boolean => rank === 1;
  const rows = [...ranks].map(([kind, of]) =>
    [kind, of.length, share(of, first), share(of, (rank) => rank > 0)].map(String),
  );
  console.log(textTable([['look-up', 'cases', 'first', `of ${SHOWN_FIRST}`], ...rows]));
  for (const line of missed.slice(0, 20)) console.log(line);
  const all = [...ranks.values()].flat();
  const byKind = Object.fromEntries([...ranks].map(([kind, of]) => [kind, share(of, first)]));
  console.log(JSON.stringify({ cases: all.length, first: share(all, first), byKind }));
}

try {
  await measure();
} finally {
  await server.stop();
}
