/** Plays recorded exchanges of a server: a request that was not recorded, to the byte of its JSON, is answered 599. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { onTestFinished } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';

export interface Exchange {
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly response: { readonly status: number; readonly body: unknown };
}

export interface ReplayServer {
  readonly url: string;
  /** Requests so far: `POST /path`, with the headers that came. */
  readonly seen: readonly { readonly request: string; readonly authorization: string | undefined }[];
}

export function recorded(name: string): readonly Exchange[] {
  const path = projectPath('test', 'gpu-workers', 'backends', 'exchanges', `${name}.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly exchanges: readonly Exchange[] }).exchanges;
}

/** Ends with the test. */
export async function replay(exchanges: readonly Exchange[]): Promise<ReplayServer> {
  const seen: { readonly request: string; readonly authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      seen.push({ request: `${method} ${path}`, authorization: headers.authorization });
      const known = exchanges.find((exchange) =>
        isDeepStrictEqual(exchange.request, { method, path, ...(body === undefined ? {} : { body }) }),
      );
      response.writeHead(known?.response.status ?? 599, { 'content-type': 'application/json' });
      response.end(JSON.stringify(known?.response.body ?? { error: `not recorded: ${method} ${path} ${text}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
