/** An HTTP server on a free port that answers as the test wants it at the moment, and remembers what it was asked. */
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export interface FaultyServer {
  readonly url: string;
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[];
  /** Replaces what the next requests are answered with. */
  answer: (response: ServerResponse) => void;
}

/** Answers 200 with the JSON value until told otherwise; closed when the test ends. */
export async function startFaultyServer(value: unknown): Promise<FaultyServer> {
  const listener: RequestListener = async (message, response) => {
    faulty.requests.push({ path: message.url ?? '', headers: message.headers, body: await text(message) });
    faulty.answer(response);
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const faulty: FaultyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: (response) => response.end(JSON.stringify(value)),
  };
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return faulty;
}
