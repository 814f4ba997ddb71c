/** Servers of all subgraphs on one port, which answer parts of the made-up page; the path names the subgraph. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { answerOf } from './gateway-page.ts';

interface Body {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface PageSubgraphs {
  readonly url: string;
  readonly stop: () => void;
}

export async function startPageSubgraphs(): Promise<PageSubgraphs> {
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      const { query, variables = {} } = body as Body;
      const [, name = ''] = (request.url ?? '').split('/');
      const text = JSON.stringify({ data: answerOf(name, query, variables) });
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
        .end(text);
    });
  });
  // Turns of other gateways are longer than a server waits by default.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
