/** GET /admin: how the service does, for callers with the scope admin; in development for everybody. */

import { accessProblem, type Caller } from '../../runtime/caller.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import { ERROR_KINDS, TandemError } from '../../runtime/errors.ts';
import type { Metrics } from '../../runtime/telemetry.ts';
import { statedIn } from '../../subgraphs/request-context.ts';
import type { CallableSubgraph } from '../calls/data-source.ts';
import type { Routes } from '../http/answer-route.ts';
import { type GatewayRequest, HttpError, textAnswer } from '../http/http.ts';
import type { StatusSource } from '../http/operator-routes.ts';
import type { SlowOperations } from '../sight/slow-operations.ts';
import { type AdminFacts, adminPage } from './admin-page.ts';

export interface AdminRouteSettings {
  readonly callerOf: (request: GatewayRequest) => Promise<Caller>;
  readonly status: StatusSource;
  readonly metrics: Metrics;
  readonly slow: SlowOperations;
  /** Which versions are served, it says. */
  readonly account: CallableSubgraph | undefined;
}

const SERVICE = '{ service { version indexVersion indexedAt rankerVersion } }';
const PATIENCE_MS = 1_000;
/** Of a page as a whole; a field that may not be read is null in an answer that is 200. */
const FORBIDDEN_STATUS = 403;
/** Nothing is loaded, nothing runs, and nobody frames it. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export function adminRoutes(settings: AdminRouteSettings): Routes {
  return {
    '/admin': {
      GET: async (request) => {
        const caller = await settings.callerOf(request);
        requireAdmin(caller);
        const page = adminPage(await factsOf(settings, request, caller));
        return textAnswer(200, page, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY });
      },
    },
  };
}

function requireAdmin(caller: Caller): void {
  const problem = accessProblem(caller, ['admin'], 'the admin page');
  if (problem === null) return;
  const { code, message, details } = problem;
  const headers = code === 'UNAUTHENTICATED' ? { 'www-authenticate': 'Bearer' } : {};
  throw new HttpError(code === 'FORBIDDEN' ? FORBIDDEN_STATUS : ERROR_KINDS[code].status, message, {
    code,
    details,
    headers,
  });
}

async function factsOf(
  { status, metrics, slow, account }: AdminRouteSettings,
  request: GatewayRequest,
  caller: Caller,
): Promise<AdminFacts> {
  const [{ reasons, workers }, service, counts] = await Promise.all([
    status(),
    serviceOf(account, request, caller),
    metrics.registry.getMetricsAsJSON(),
  ]);
  return {
    reasons,
    workers,
    service,
    slow: slow.recent(),
    slowThresholdMs: slow.thresholdMs,
    counts: counts.flatMap(({ name, values }) =>
      values.map(({ labels, value }) => ({ name, labels: Object.values(labels).join(' '), value })),
    ),
  };
}

/** What `Query.service` says, name to value; its errors instead where it does not answer. */
async function serviceOf(
  account: CallableSubgraph | undefined,
  { message, requestId, signal }: GatewayRequest,
  caller: Caller,
): Promise<Readonly<Record<string, unknown>>> {
  const headers = { get: (name: string) => String(message.headers[name] ?? '') };
  const deadline = deadlineIn(PATIENCE_MS, signal);
  const scope = { ...statedIn(headers), requestId, deadline, caller, memo: new Map() };
  try {
    const answer = await account?.call({ query: SERVICE, scope, signal: deadline.signal });
    const data = answer?.data as { readonly service?: Readonly<Record<string, unknown>> | null } | null | undefined;
    return data?.service ?? { problem: answer?.errors?.[0]?.message ?? 'no subgraph tells what is served' };
  } catch (error) {
    if (error instanceof TandemError) return { problem: error.message };
    throw error;
  }
}
