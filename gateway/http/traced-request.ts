/** The span of one HTTP request, under that of the caller where the request names one. */

import { TRACE_HEADER, traced, traceparentFrom } from '../../runtime/traces.ts';
import { hasLeft } from './departures.ts';
import { type Answer, type GatewayRequest, HttpError } from './http.ts';

/** Those who watch ask them again and again, and nobody asks how long they took. */
const UNTRACED: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/** `route` is a path of the table, undefined for any other: what a stranger writes there is not kept. */
export function tracedRequest(
  request: GatewayRequest,
  route: string | undefined,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const { message, url, requestId } = request;
  if (UNTRACED.has(url.pathname)) return run();
  const header = message.headers[TRACE_HEADER];
  const parent = traceparentFrom(typeof header === 'string' ? header : undefined);
  const attributes = {
    'http.request.method': message.method ?? 'GET',
    'http.route': route ?? 'none',
    'tandem.request_id': requestId,
  };
  return traced(
    'request',
    attributes,
    async (span) => {
      try {
        const answer = await run();
        span.setAttribute('http.response.status_code', answer.status);
        return answer;
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 500;
        if (!hasLeft(request, error)) span.setAttribute('http.response.status_code', status);
        throw error;
      }
    },
    parent === undefined ? [] : [parent],
  );
}
