/** What every serving process answers to those who run it: liveness, readiness, metrics. */

import type { Metrics } from '../../runtime/telemetry.ts';
import type { ServiceStatus } from '../../subgraphs/service-status.ts';
import type { Routes } from './answer-route.ts';
import { livez, readyz } from './health.ts';
import { type GatewayRequest, textAnswer } from './http.ts';

/** Other processes are asked, so an answer may take a moment. */
export type StatusSource = () => ServiceStatus | Promise<ServiceStatus>;

export interface OperatorRouteSettings {
  readonly metrics: Metrics;
  readonly status: StatusSource;
  /** Worker processes are for those who run it. Throws for a bad key or token. */
  readonly showsWorkers: (request: GatewayRequest) => Promise<boolean>;
}

export function operatorRoutes({ metrics, status, showsWorkers }: OperatorRouteSettings): Routes {
  return {
    '/livez': { GET: livez },
    '/readyz': {
      GET: async (request) => readyz(await status(), request.message.headers.accept ?? '', await showsWorkers(request)),
    },
    '/metrics': {
      GET: async () =>
        textAnswer(200, await metrics.registry.metrics(), { 'content-type': metrics.registry.contentType }),
    },
  };
}
