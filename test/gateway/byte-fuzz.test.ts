/** Bytes of any kind, written to the socket itself: as bodies, queries, names and values of headers, wherever requests are taken. */

import '../helpers/fake-the-search.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../../account/api-keys.ts';
import { FEED_LIMITS } from '../../runtime/feed-limits.ts';
import { seededRandom } from '../../runtime/random.ts';
import { createFeedQueue } from '../../stores/feed-queue.ts';
import { createTestSearch, type TestSearch } from '../helpers/test-search.ts';
import { type RunningGateway, startGateway } from './gateway-shapes.ts';
import { testConfig } from './test-services.ts';

const CASES = Number(process.env.FUZZ_CASES ?? 400);
const AT_ONCE = 8;
const HANGING_MS = 10_000;
const [FEEDS_WAITING] = FEED_LIMITS.feedsWaiting;

const QUERIES = [
  '{"query":"{ service { version } }"}',
  '{"query":"query($a: Int) { jobSearch(input: {}, first: $a) { ... @defer { totalCount } } }","variables":{"a":1}}',
  `{"documentId":"sha256:${'0'.repeat(64)}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}`,
  '{"query":"subscription { ingestProgress(taskId: \\"t\\") { status } }"}',
  '{"query":"mutation { trackEvents(input: { events: [] }) { acceptedCount } }"}',
];
const LINES = '{"id":"1","title":"Lamp keeper","description":"Keeps lamps."}\n{"id":"2","title":"Diver"}\n';
const SEEDS: Readonly<Record<string, readonly (string | Buffer)[]>> = {
  '/graphql': QUERIES,
  '/graphql/stream': QUERIES,
  '/ingest/jobs': [LINES, gzipSync(LINES)],
};
const PATHS = Object.keys(SEEDS);
const METHODS = ['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'QUERY', 'post', ''];
const NAMES =
  'content-type content-length content-encoding transfer-encoding accept accept-encoding authorization connection expect host upgrade te x-request-id traceparent tracestate baggage x-tandem-lane x-tandem-timings x-tandem-debug idempotency-key if-none-match cookie apollo-require-preflight x-forwarded-for'.split(
    ' ',
  );
const VALUES = ['application/json', 'text/event-stream', 'multipart/mixed', 'gzip', 'chunked', '*/*', '', '-1', '1e9'];

const random = seededRandom(11);
const below = (end: number): number => Math.floor(random() * end);
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
const bytes = (longest: number): Buffer => Buffer.from(Array.from({ length: below(longest) }, () => below(256)));

function mutated(seed: string | Buffer): Buffer {
  const changed = Buffer.from(seed);
  if (random() < 0.2) return changed;
  for (let change = random() * 8; change > 0; change -= 1) changed[below(changed.length)] = below(256);
  return random() < 0.2 ? changed.subarray(0, below(changed.length)) : changed;
}

/** What a header's value may have by the letter, and so reaches the program behind the parser. */
const allowed = (longest: number): Buffer =>
  Buffer.from(bytes(longest).map((byte) => (byte < 32 || byte === 127 ? 33 : byte)));
/** What its name may have. */
const token = (): Buffer => Buffer.from(bytes(20).toString('hex'));

function oddHeader(): Buffer {
  const name = random() < 0.6 ? Buffer.from(pick(NAMES)) : random() < 0.9 ? token() : mutated(pick(NAMES));
  const longest = random() < 0.02 ? 20_000 : 60;
  const value = random() < 0.4 ? Buffer.from(pick(VALUES)) : random() < 0.9 ? allowed(longest) : bytes(longest);
  return Buffer.concat([name, Buffer.from(': '), value, Buffer.from('\r\n')]);
}

const typeOf = (path: string): string => (path === '/ingest/jobs' ? 'application/x-ndjson' : 'application/json');

/** One request as it goes over the wire. */
function oddRequest(authorization: string): Buffer {
  const path = pick(PATHS);
  const body = mutated(pick(SEEDS[path] ?? []));
  const isPost = random() < 0.75;
  const asked = `${path}?query=${encodeURIComponent(body.toString('latin1'))}&variables=${encodeURIComponent(bytes(30).toString('latin1'))}`;
  const target = isPost
    ? Buffer.from(path)
    : random() < 0.8
      ? Buffer.from(asked)
      : Buffer.concat([Buffer.from(path), bytes(50)]);
  const known = {
    host: 'gateway',
    'content-type': typeOf(path),
    ...(isPost ? { 'content-length': String(body.length) } : { 'apollo-require-preflight': '1' }),
    ...(random() < 0.5 ? { authorization } : {}),
    ...(path === '/graphql/stream' ? { accept: pick(['text/event-stream', 'multipart/mixed', '*/*']) } : {}),
  };
  const method = isPost ? 'POST' : random() < 0.7 ? 'GET' : pick(METHODS);
  const lines = Object.entries(known).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([
    Buffer.from(`${method} `),
    target,
    Buffer.from(` HTTP/1.1\r\n${lines.join('')}`),
    ...Array.from({ length: below(4) }, oddHeader),
    Buffer.from('\r\n'),
    ...(isPost ? [body] : []),
  ]);
}

/** Status of the answer, and null where the connection was closed without one. What the server still waits for ends behind the first silence. */
function statusOf(url: string, request: Buffer): Promise<number | null> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const tell = (status: number | null): void => {
      clearTimeout(hanging);
      clearTimeout(silent);
      socket.destroy();
      resolve(status);
    };
    const hanging = setTimeout(() => {
      socket.destroy();
      reject(new Error(`expected an answer within ${HANGING_MS} ms to ${JSON.stringify(request.toString('latin1'))}`));
    }, HANGING_MS);
    const silent = setTimeout(() => socket.end(), 1_000);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text.replace(/^HTTP\/1\.1 1\d\d.*?\r\n\r\n/s, ''))?.[1]);
      if (status >= 200) tell(status);
    });
    socket.on('close', () => tell(null));
    // A server may close while it is written to.
    socket.on('error', () => undefined);
    socket.write(request);
  });
}

let folder: string;
let test: TestSearch;
let gateway: RunningGateway;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-fuzz-'));
  test = await createTestSearch({ feedQueue: createFeedQueue(folder) });
  const limits = 'requestsPerSecond=100000,pointsPerSecond=10000000';
  const settings = { TANDEM_PROFILE: 'production', TANDEM_LIMITS: limits };
  gateway = await startGateway('in one process', testConfig(settings), test.services);
});
afterAll(async () => {
  await gateway.stop();
  rmSync(folder, { recursive: true });
});

/** So many feeds of a tenant may wait: each key is of another. */
async function authorizationOf(tenant: string): Promise<string> {
  const made = { tenant, scopes: ['jobs:read', 'jobs:write'], filter: null, budget: {} } as const;
  return `Bearer ${(await createKey([test.services.rows], made, new Date(0))).key}`;
}

it(`${CASES} requests: no 5xx, no hanging, and the server lives`, async () => {
  const statuses = new Map<number | null, number>();
  let authorization = '';
  for (let index = 0; index < CASES; index += AT_ONCE) {
    if (index % (Math.floor(FEEDS_WAITING / AT_ONCE) * AT_ONCE) === 0)
      authorization = await authorizationOf(`t${index}`);
    const requests = Array.from({ length: AT_ONCE }, () => oddRequest(authorization));
    const answers = await Promise.all(requests.map((request) => statusOf(gateway.url, request)));
    for (const [place, status] of answers.entries()) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const request = requests[place]?.toString('latin1');
      expect((status ?? 0) < 500 ? null : [status, request]).toBeNull();
    }
  }
  // They got as far as to be answered, accepted and refused in many ways.
  if (process.env.FUZZ_CASES) console.log(JSON.stringify(Object.fromEntries(statuses)));
  for (const status of [200, 202, 400, 401, 405, 415])
    expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  expect((await fetch(`${gateway.url}/livez`)).status).toBe(200);
}, 3_600_000);
