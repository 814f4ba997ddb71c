/** A request whose body was read already, as a request again: routes that read it find what was sent. */

import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** The answer to it is one JSON text, whatever the client accepts: parts are made of it afterwards. */
export function replayBody({ headers, method, socket }: IncomingMessage, body: unknown): IncomingMessage {
  const stream = Readable.from([Buffer.from(JSON.stringify(body))]);
  const { 'content-length': _, 'content-encoding': __, ...rest } = headers;
  const replayed = {
    method,
    socket,
    complete: true,
    // A GET without a type of its own stays one: that is how pages of other sites are told.
    headers: { ...rest, ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), accept: ONE_ANSWER },
  };
  // Routes read head and body of a request and nothing else of it.
  return Object.assign(stream, replayed) as unknown as IncomingMessage;
}

const ONE_ANSWER = 'application/graphql-response+json, application/json;q=0.9';
