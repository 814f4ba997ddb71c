/** Finds the handler of a request in a table of routes; anything else is a JSON 404 or 405. */

import { type Answer, type GatewayRequest, HttpError } from './http.ts';

export type Handler = (request: GatewayRequest) => Promise<Answer> | Answer;

/** Path to method to handler. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Handler>>>>;

/** Throws 404 with the paths that exist, 405 with the methods that a path has. HEAD is answered like GET. */
export async function answerRoute(routes: Routes, request: GatewayRequest): Promise<Answer> {
  const { url, message } = request;
  const handlers = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
  if (!handlers) throw new HttpError(404, `nothing is at ${url.pathname}; there is ${Object.keys(routes).join(', ')}`);
  const method = message.method === 'HEAD' ? 'GET' : (message.method ?? 'GET');
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  if (handler) return handler(request);
  const allow = Object.keys(handlers).join(', ');
  throw new HttpError(405, `${url.pathname} answers ${allow}, got ${method}`, { headers: { allow } });
}
