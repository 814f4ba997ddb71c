/** Plays recorded exchanges of a server: a request that was not recorded, to the byte of its JSON, is answered 599. */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { onTestFinished } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';
import { type Answer, serveJson } from './json-server.ts';

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
  const url = await listen(async ({ method = '', url: path = '', headers }, body) => {
    seen.push({ request: `${method} ${path}`, authorization: headers.authorization });
    const asked = { method, path, ...(body === undefined ? {} : { body }) };
    const known = exchanges.find((exchange) => isDeepStrictEqual(exchange.request, asked));
    return known?.response ?? { status: 599, body: { error: `not recorded: ${JSON.stringify(asked)}` } };
  });
  return { url, seen };
}

/** Answers every request by its JSON; ends with the test. */
export async function answering<Body>(answer: (body: Body) => Promise<unknown>): Promise<{ readonly url: string }> {
  return { url: await listen(async (_, body) => ({ status: 200, body: await answer(body as Body) })) };
}

async function listen(answer: Answer): Promise<string> {
  const { url, close } = await serveJson(answer);
  onTestFinished(close);
  return url;
}
