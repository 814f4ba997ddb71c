/**
 * What refusing hostile requests costs beside reading plain searches, and how long planning takes at most for what passes the limits.
 * Ten searches are read in two ways, parsed alone and parsed and validated, and each refusal is held against both: parsing alone is
 * less than reading a body as large as the limit takes, so no server can refuse all of them in less.
 * With `--url URL` of a server in the development profile also how long its event loop was held up while it refused them.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { GraphQLError, getVariableValues, parse, validate } from 'graphql';
import { textTable } from '../cli/text-table.ts';
import { PLANNER_CONFIG } from '../gateway/engine/apollo-planning.ts';
import { HttpError } from '../gateway/http/http.ts';
import { parseJson } from '../gateway/http/parse-json.ts';
import { sizedOperation } from '../gateway/operations/check-size.ts';
import { readSupergraph } from '../gateway/supergraph.ts';
import { configSchema } from '../runtime/config.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import { projectPath } from '../runtime/project-root.ts';
import { HOSTILE_REQUESTS } from '../test/gateway/hostile-requests.ts';

const LIMITS = configSchema.parse({}).TANDEM_LIMITS;
const PLAIN_SEARCHES = 10;
/** Enough for code to be compiled, as it is in a server that is attacked. */
const CPU_ROUNDS = 200;
/** Of all hostile requests at once. */
const LOOP_ROUNDS = 20;
const PLAIN = readFileSync(projectPath('schema', 'operations', 'jobs.graphql'), 'utf8');
const supergraph = Supergraph.build(readSupergraph());
const schema = supergraph.apiSchema().toGraphQLJSSchema();

/** Milliseconds of the processor, the least of all rounds: other programs run here too. */
function leastCpuMs(work: () => void): number {
  const rounds = Array.from({ length: CPU_ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...rounds);
}

function parsePlainSearches(): void {
  for (let search = 0; search < PLAIN_SEARCHES; search += 1) parse(PLAIN);
}

function readPlainSearches(): void {
  for (let search = 0; search < PLAIN_SEARCHES; search += 1) validate(schema, parse(PLAIN));
}

interface Body {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** True when the size of the body, the gate, validation, the types of its variables or the length of its text stops it. */
function isRefused(body: string): boolean {
  if (Buffer.byteLength(body) > LIMITS.bodyBytes) return true;
  try {
    const { query, variables = {} } = parseJson(body, LIMITS, 'the body') as Body;
    const sized = sizedOperation(query, null, LIMITS);
    if (sized === null || validate(schema, parse(query), undefined, { maxErrors: LIMITS.errors - 1 }).length > 0)
      return true;
    const { variableDefinitions: definitions = [] } = sized.operation;
    if (getVariableValues(schema, definitions, variables, { maxErrors: 1 }).errors) return true;
    return String(variables.text ?? '').length > ARGUMENT_LIMITS.textCharacters;
  } catch (error) {
    if (error instanceof HttpError || error instanceof GraphQLError) return true;
    throw error;
  }
}

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const JOB = 'id title description company { id name industry } locations { name } salary { currency }';
const MATCH = `relevance { score } snippets { text } explanation { summary } job { ${JOB} }`;
/** As large as the limits allow, over as many subgraphs as there are. */
const LARGE: Readonly<Record<string, string>> = {
  'five searches with every part': `{ ${times(5, (index) => `s${index}: jobSearch(input: {}, first: 1) { edges { node { ${JOB} company { peopleCount } } match { ${MATCH} } } search { understanding { intent } ranking { depth } } }`)} }`,
  'all kinds of nodes': `{ ${times(5, (index) => `n${index}: node(id: "x") { id ... on Job { ${JOB} } ... on Person { displayName location { name } work { company { id industry peopleCount } } } ... on Company { industry peopleCount } ... on Search { text understanding { intent } ranking { depth } } ... on SavedSearch { search { understanding { intent } ranking { depth } } } }`)} }`,
  'employers in employers':
    '{ job(id: "x") { company { peopleCount jobs { nodes { company { peopleCount jobs { nodes { company { peopleCount industry } } } } } } } } }',
  'equal fields': `{ service { ${times(399, () => 'version')} } }`,
};

function planMs(text: string): number {
  sizedOperation(text, null, LIMITS);
  const document = parse(text);
  const planner = new QueryPlanner(supergraph, PLANNER_CONFIG);
  return leastCpuMs(() => {
    if (validate(schema, document).length > 0) throw new Error(`expected a valid document, got ${text}`);
    planner.buildQueryPlan(operationFromDocument(supergraph.apiSchema(), document));
  });
}

/** Milliseconds, the 99th percentile since it was asked last, as the server's own metrics tell it. */
async function loopDelayMs(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1]) * 1_000;
}

async function loopDelayWhileRefusing(url: string): Promise<number> {
  await loopDelayMs(url);
  for (let round = 0; round < LOOP_ROUNDS; round += 1) {
    const answers = HOSTILE_REQUESTS.map(({ body, headers }) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: new Uint8Array(Buffer.from(body)),
      }),
    );
    for (const answer of answers) await (await answer).text();
  }
  return loopDelayMs(url);
}

const { url } = parseArgs({ options: { url: { type: 'string' } } }).values;
const [parsedMs, plainMs] = [leastCpuMs(parsePlainSearches), leastCpuMs(readPlainSearches)];
const refusals = HOSTILE_REQUESTS.map(({ name, body }) => {
  const text = String(body);
  if (!isRefused(text)) throw new Error(`expected every hostile request to be refused, ${name} was not`);
  return { name, cpuMs: leastCpuMs(() => isRefused(text)) };
});
const plans = Object.entries(LARGE).map(([name, text]) => ({ name, cpuMs: planMs(text) }));
const dearest = [...refusals].sort((a, b) => b.cpuMs - a.cpuMs);

const eventLoopP99Ms = url === undefined ? null : await loopDelayWhileRefusing(url);
console.log(
  textTable([
    ['', 'CPU ms'],
    [`${PLAIN_SEARCHES} plain searches parsed`, parsedMs.toFixed(3)],
    [`${PLAIN_SEARCHES} plain searches parsed and validated`, plainMs.toFixed(2)],
    ...dearest.slice(0, 8).map(({ name, cpuMs }) => [`refused: ${name}`, cpuMs.toFixed(2)]),
    ...plans.map(({ name, cpuMs }) => [`validated and planned: ${name}`, cpuMs.toFixed(2)]),
  ]),
);
console.log(
  JSON.stringify({
    parsedMs,
    plainMs,
    requests: refusals.length,
    belowTenParsed: refusals.filter(({ cpuMs }) => cpuMs < parsedMs).length,
    belowTenPlain: refusals.filter(({ cpuMs }) => cpuMs < plainMs).length,
    dearestMs: dearest[0]?.cpuMs,
    aboveTenPlain: refusals.filter(({ cpuMs }) => cpuMs > plainMs).map(({ name }) => name),
    eventLoopP99Ms,
    longestPlanMs: Math.max(...plans.map(({ cpuMs }) => cpuMs)),
  }),
);
