/**
 * What a server holds after many requests of every kind: live bytes and descriptors behind forced collections.
 * Run: npm run bench:soak [-- --requests 20000] [--minutes 30] [--warm-up 6000] [--clients 2]
 *   --minutes goes on so long instead of a number of requests. TANDEM_BACKEND=fake asks models nothing.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent } from 'undici';
import { badInput } from '../runtime/errors.ts';
import { seededRandom } from '../runtime/random.ts';
import { roundedTo } from './quantiles.ts';
import { measuredServer } from './server.ts';
import { type SoakRequest, soakRequests } from './soak-requests.ts';
import type { HeldMemory } from './tell-memory.ts';

/** RELIABILITY.md. */
const MOST_BYTES_A_REQUEST = 100;
const PARTS = 10;
/** Connections of clients that have gone are closed, and what was written behind answers is written. */
const SETTLE_MS = 2_000;
const TIMEOUT_MS = 30_000;
const KNOWN_IDS = 200;
/** Memory is measured and not time: on a busy machine too, searches are answered and not refused. */
const PATIENT = { TANDEM_DEADLINE_MS: '10000', TANDEM_TARGET_P95_MS: '10000' } as const;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '20000' },
    minutes: { type: 'string' },
    'warm-up': { type: 'string', default: '6000' },
    clients: { type: 'string', default: '2' },
  },
});
const clients = Number(values.clients);
const ids: string[] = [];
const requests = soakRequests(seededRandom(1), () => ids);
const outcomes = new Map<string, number>();
let sent = 0;

const server = await measuredServer(undefined, PATIENT, true);
const agent = new Agent({ connections: clients, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
try {
  await sendUntil(() => sent >= Number(values['warm-up']));
  console.log(`warm after ${sent} requests: ${told()}`);
  outcomes.clear();
  const summary = summaryOf(await soak());
  console.log(told());
  console.log(JSON.stringify(summary));
  if ((summary.heapBytesARequest ?? 0) >= MOST_BYTES_A_REQUEST) process.exitCode = 1;
} finally {
  await agent.destroy();
  await server.stop();
}

interface Point extends HeldMemory {
  readonly sent: number;
}

/** The first one is behind the warm-up. */
async function soak(): Promise<readonly Point[]> {
  const warm = sent;
  const startMs = performance.now();
  const points = [await held(0)];
  for (let part = 1; part <= PARTS; part += 1) {
    const isOver =
      values.minutes === undefined
        ? () => sent - warm >= (part * Number(values.requests)) / PARTS
        : () => performance.now() - startMs >= (part * Number(values.minutes) * 60_000) / PARTS;
    await sendUntil(isOver);
    points.push(await held(sent - warm));
  }
  return points;
}

async function held(count: number): Promise<Point> {
  await pause(SETTLE_MS);
  if (server.heldMemory === null) throw badInput('expected a server that tells its memory');
  const point = { sent: count, ...(await server.heldMemory()) };
  console.log(lineOf(point));
  return point;
}

async function sendUntil(isOver: () => boolean): Promise<void> {
  const client = async (): Promise<void> => {
    while (!isOver()) {
      sent += 1;
      const request = requests.next().value;
      const outcome = `${request.kind} ${await send(request)}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

/** The status, or how it ended without one. */
async function send({ kind, body, goneAfterMs }: SoakRequest): Promise<string> {
  const signal = goneAfterMs === null ? null : AbortSignal.timeout(goneAfterMs);
  try {
    const answer = await agent.request({
      origin: server.url,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal,
    });
    const text = await answer.body.text();
    if (kind === 'jobs' || kind === 'people') remember(text);
    return String(answer.statusCode);
  } catch (error) {
    if (signal?.aborted === true) return 'away';
    return error instanceof Error ? error.message : String(error);
  }
}

function remember(page: string): void {
  for (const [, id] of page.matchAll(/"node":\{"id":"([^"]+)"/g)) if (id !== undefined) ids.push(id);
  ids.splice(0, ids.length - KNOWN_IDS);
}

function told(): string {
  return [...outcomes]
    .sort()
    .map(([outcome, count]) => `${outcome}: ${count}`)
    .join(', ');
}

function lineOf({ sent: count, heapBytes, bufferBytes, descriptors }: Point): string {
  const [heap, buffers] = [heapBytes, bufferBytes].map((bytes) => `${(bytes / 1e6).toFixed(2)} MB`);
  return `${count} requests: heap ${heap}, buffers ${buffers}, ${descriptors} descriptors`;
}

function summaryOf(points: readonly Point[]) {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || last.sent === 0) throw badInput('expected requests to be sent');
  return {
    requests: last.sent,
    heapBytesARequest: roundedTo(1, (last.heapBytes - first.heapBytes) / last.sent),
    bufferBytesARequest: roundedTo(1, (last.bufferBytes - first.bufferBytes) / last.sent),
    descriptorsFirst: first.descriptors,
    descriptorsLast: last.descriptors,
  };
}
