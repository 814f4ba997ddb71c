/** Whether subgraphs that run elsewhere are ready: their own /readyz, asked when somebody asks and remembered for a moment. */

import { type Dispatcher, request } from 'undici';
import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import { POOL_NAMES } from '../../runtime/pool-names.ts';
import type { SubgraphName } from '../../runtime/subgraph-urls.ts';
import type { Logger } from '../../runtime/telemetry.ts';
import type { ServiceStatus } from '../../subgraphs/service-status.ts';

interface RemoteAddress {
  readonly name: SubgraphName;
  readonly url: string;
}

const REMEMBERED_MS = 1_000;
const ASK_TIMEOUT_MS = 1_000;

const Readiness = z.object({
  reasons: z.array(z.string()),
  // A subgraph in production does not tell its workers.
  workers: z
    .array(
      z.object({
        pool: z.enum(POOL_NAMES),
        pid: z.number().nullable(),
        state: z.enum(['starting', 'warming', 'ready', 'draining', 'lost']),
      }),
    )
    .default([]),
});

/** Reasons name their subgraph and no address, which only the log has; a worker that several subgraphs share is listed once. Never rejects. */
export function createRemoteStatus(
  addresses: readonly RemoteAddress[],
  dispatcher: Dispatcher,
  clock: Clock,
  logger?: Pick<Logger, 'warn'>,
): () => Promise<ServiceStatus> {
  let asked: { readonly atMs: number; readonly status: Promise<ServiceStatus> } | null = null;
  return () => {
    const nowMs = clock.nowMs();
    if (asked === null || nowMs - asked.atMs >= REMEMBERED_MS) {
      const answers = Promise.all(addresses.map((address) => askOne(address, dispatcher, logger)));
      asked = { atMs: nowMs, status: answers.then(joined) };
    }
    return asked.status;
  };
}

/** The status of a process whose parts are told of separately. */
export function joined(parts: readonly ServiceStatus[]): ServiceStatus {
  const workers = new Map(
    parts.flatMap((part) => part.workers).map((worker, place) => [worker.pid ?? `without process ${place}`, worker]),
  );
  return { reasons: parts.flatMap((part) => part.reasons), workers: [...workers.values()] };
}

async function askOne(
  { name, url }: RemoteAddress,
  dispatcher: Dispatcher,
  logger?: Pick<Logger, 'warn'>,
): Promise<ServiceStatus> {
  try {
    const { reasons, workers } = await askReadiness(url, dispatcher);
    return { reasons: reasons.map((reason) => `${name}: ${reason}`), workers };
  } catch (error) {
    logger?.warn({ subgraph: name, err: error }, 'a subgraph did not say whether it is ready');
    return { reasons: [`${name}: does not answer`], workers: [] };
  }
}

/** What a gateway or subgraph tells at /readyz, to the caller of `token`. Throws an Error that says why there is no such answer. */
export async function askReadiness(url: string, dispatcher: Dispatcher, token?: string): Promise<ServiceStatus> {
  const { body } = await request(`${url}/readyz`, {
    dispatcher,
    headers: { accept: 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
  });
  const answer = Readiness.safeParse(parsedJson(await body.text()));
  if (answer.success) return answer.data;
  throw new Error('what answers there is no server of Tandem');
}

/** Undefined for what is not JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
