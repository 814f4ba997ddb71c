/** How often a look-up shows the right document first: people, employers, whole titles and ids, drawn from a server's own documents and from query files. */

import { parseArgs } from 'node:util';
import { textTable } from '../cli/text-table.ts';
import { jobCases, type Posting } from './job-cases.ts';
import { judgedLookUps } from './judged-look-ups.ts';
import type { LookUpCase } from './look-up-case.ts';
import { nameCases, type Profile } from './name-cases.ts';
import { mean, roundedTo } from './quantiles.ts';
import { measuredServer } from './server.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    each: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    queries: { type: 'string', multiple: true, default: [] },
  },
});
const SHOWN_FIRST = 3;
const PAGE = 100;
const NODES = {
  jobs: 'id title company { id name }',
  people: 'id displayName work { companyName startDate endDate company { id } }',
} as const;
const INPUTS = { jobs: 'JobSearchInput', people: 'PeopleSearchInput' } as const;
const ROOTS = { jobs: 'jobSearch', people: 'peopleSearch' } as const;

interface Nodes {
  readonly jobs: Posting;
  readonly people: Profile;
}
type Vertical = keyof Nodes;

interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

const server = await measuredServer(values.url);

async function ask<V extends Vertical>(
  vertical: V,
  input: object,
  first: number,
  after: string | null = null,
): Promise<Page<Nodes[V]>> {
  const query = `query($input: ${INPUTS[vertical]}!, $first: Int, $after: String) {
    page: ${ROOTS[vertical]}(input: $input, first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${NODES[vertical]} } } }`;
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input, first, after } }),
  });
  const { data, errors } = (await response.json()) as { data?: { page: Page<Nodes[V]> | null }; errors?: unknown };
  if (!data?.page) throw new Error(`expected a page, got ${JSON.stringify(errors)}`);
  return data.page;
}

/** As many as can be paged. */
async function allOf<V extends Vertical>(vertical: V): Promise<readonly Nodes[V][]> {
  const found: Nodes[V][] = [];
  let page = await ask(vertical, {}, PAGE);
  found.push(...page.nodes);
  while (page.pageInfo.hasNextPage) {
    page = await ask(vertical, {}, PAGE, page.pageInfo.endCursor);
    found.push(...page.nodes);
  }
  return found;
}

const ranks = new Map<string, number[]>();
const missed: string[] = [];

async function look<V extends Vertical>(vertical: V, cases: readonly LookUpCase<Nodes[V]>[]): Promise<void> {
  for (const { kind, text, isRight } of cases) {
    const { nodes } = await ask(vertical, { text }, SHOWN_FIRST);
    /** 1-based rank of the first right one; 0 where none is among the first ones. */
    const rank = nodes.findIndex(isRight) + 1;
    ranks.set(kind, [...(ranks.get(kind) ?? []), rank]);
    if (rank !== 1) missed.push(`${kind}: ${text} (${rank === 0 ? 'not shown' : `rank ${rank}`})`);
  }
}

function report(): void {
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
  const [each, seed] = [Number(values.each), Number(values.seed)];
  const judged = await judgedLookUps(values.queries);
  await look('people', [...judged.people, ...nameCases(await allOf('people'), each, seed)]);
  await look('jobs', [...judged.jobs, ...jobCases(await allOf('jobs'), each, seed)]);
  report();
} finally {
  await server.stop();
}
