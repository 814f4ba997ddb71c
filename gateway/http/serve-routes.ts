/** An HTTP server over a table of routes that is not ready any more from the moment it stops. */

import type { Logger } from '../../runtime/telemetry.ts';
import { answerRoute, type Routes } from './answer-route.ts';
import { createHttpServer, type HttpServer } from './http-server.ts';
import type { StatusSource } from './operator-routes.ts';
import { tracedRequest } from './traced-request.ts';

/** `routesWith` makes the table with the status that it shall tell. */
export function serveRoutes(
  routesWith: (status: StatusSource) => Routes,
  status: StatusSource,
  logger: Logger,
  maxHeaderSize?: number,
): HttpServer {
  const routes = routesWith(async () => {
    const told = await status();
    return server.isStopping() ? { ...told, reasons: ['the server is stopping', ...told.reasons] } : told;
  });
  const server = createHttpServer(
    (request) => {
      const route = Object.hasOwn(routes, request.url.pathname) ? request.url.pathname : undefined;
      return tracedRequest(request, route, () => answerRoute(routes, request));
    },
    logger,
    maxHeaderSize,
  );
  return server;
}
