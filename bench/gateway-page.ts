/** A page of twenty made-up jobs as each subgraph answers its part: what the gateway has to put together, at no cost of searching. */

/** The example operation of a page with everything that clients show of a hit. */
export const PAGE_OPERATION = `query Page($input: JobSearchInput!, $first: Int) { jobSearch(input: $input, first: $first) {
  totalCount totalCountRelation search { id correctedText understanding { intent route summary } }
  edges { cursor
    node { id title company { id name } locations { name } workplaceType employmentTypes salary { minimum maximum currency } postedAt }
    match { id position relevance { score grade cached } snippets(first: 2) { text highlights { start end } } explanation { summary } } }
  coverage { retrieval ranked rankedPlanned degraded reasons } pageInfo { hasNextPage endCursor } } }`;

const HITS = 20;
const COMPANIES = 3;

type Entity = Readonly<Record<string, unknown>>;

interface Representation {
  readonly __typename: string;
  readonly id: string;
}

export const VARIABLES = (text: string) => ({ input: { text }, first: HITS });

/** The field jobSearch of the jobs subgraph, new with each call because engines write into it. */
export function jobSearchOf(text: string): Entity {
  const edges = Array.from({ length: HITS }, (_, index) => edgeOf(text, index));
  return {
    totalCount: 1_234,
    totalCountRelation: 'EXACT',
    search: { __typename: 'Search', id: `search ${text}`, correctedText: null },
    edges,
    coverage: { retrieval: 1, ranked: HITS, rankedPlanned: HITS, degraded: false, reasons: [] },
    pageInfo: { hasNextPage: true, endCursor: `cursor ${HITS}` },
  };
}

function edgeOf(text: string, index: number): Entity {
  const company = { id: `company ${index % COMPANIES}`, name: `Company ${index % COMPANIES}` };
  const node = {
    __typename: 'Job',
    id: `job ${text} ${index}`,
    title: `Nurse for ${text} ${index}`,
    company,
    locations: [{ name: 'Lyon, France' }],
    workplaceType: 'ON_SITE',
    employmentTypes: ['FULL_TIME', 'PERMANENT'].slice(0, 1),
    salary: { minimum: 31_000, maximum: 38_000, currency: 'EUR' },
    postedAt: '2026-01-01T00:00:00Z',
  };
  const match = { __typename: 'JobMatch', id: `match ${text} ${index}`, position: index + 1 };
  return { cursor: `cursor ${index + 1}`, node, match };
}

const passage = (id: string): Entity => ({
  text: `A passage of the posting that ${id} stands for, as long as those that clients show below a title.`,
  highlights: [{ start: 2, end: 9 }],
});

/** What ranking and insights add, by subgraph and type. */
const ADDED: Readonly<Record<string, (id: string) => Entity>> = {
  'ranking JobMatch': () => ({ relevance: { score: 0.9, grade: 3, cached: false } }),
  'insights JobMatch': (id) => ({ snippets: [passage(id), passage(id)], explanation: { summary: 'The title fits.' } }),
  'insights Search': () => ({ understanding: { intent: 'JOBS', route: 'HYBRID', summary: 'Jobs for nurses' } }),
};

export function entityOf(subgraph: string, { __typename, id }: Representation): Entity {
  const add = ADDED[`${subgraph} ${__typename}`];
  if (!add) throw new Error(`expected a representation that ${subgraph} knows, got ${__typename}`);
  return { __typename, ...add(id) };
}

/** An aliased list of entities and the variable that names them. */
const ENTITIES = /(?:(\w+): ?)?_entities\(representations: ?\$(\w+)\)/g;

/** What a subgraph answers to an operation of a plan for the page, without reading more of it than which part it wants. */
export function answerOf(
  subgraph: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const lists = [...query.matchAll(ENTITIES)];
  if (lists.length === 0) return { jobSearch: jobSearchOf(textOf(variables)) };
  return Object.fromEntries(
    lists.map(([, alias = '_entities', name = '']) => [
      alias,
      (variables[name] as readonly Representation[]).map((representation) => entityOf(subgraph, representation)),
    ]),
  );
}

function textOf({ input }: Readonly<Record<string, unknown>>): string {
  return (input as { readonly text: string }).text;
}
