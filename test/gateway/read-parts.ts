/** Reads streamed answers as a client would: parts of multipart/mixed, events of text/event-stream. */

export interface StreamPart {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
  readonly incremental?: readonly {
    readonly data: Record<string, unknown> | null;
    readonly path: readonly (string | number)[];
    readonly label?: string;
    readonly errors?: readonly { readonly path?: readonly (string | number)[]; readonly extensions: object }[];
  }[];
  readonly extensions?: Record<string, unknown>;
  readonly hasNext?: boolean;
}

export interface StreamAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly parts: readonly StreamPart[];
}

export async function postStream(
  url: string,
  body: object | string,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<StreamAnswer> {
  const response = await fetch(`${url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'multipart/mixed', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const isEvents = response.headers.get('content-type') === 'text/event-stream';
  // A line of its own: ids of requests may have dashes, too.
  const between = isEvents ? '\n\n' : /^---(?:--)?\r?$/m;
  const parts = text.split(between).flatMap((part) => {
    const json = part.slice(part.indexOf('{')).trim();
    return json.startsWith('{') ? [JSON.parse(json) as StreamPart] : [];
  });
  return { status: response.status, headers: response.headers, text, parts };
}

/** The answer as a client has it after the last part. */
export function merged(parts: readonly StreamPart[]): unknown {
  const data = structuredClone(parts[0]?.data);
  for (const { path, data: added } of parts.flatMap((part) => part.incremental ?? [])) {
    const target = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], data);
    mergeInto(target as Record<string, unknown>, added ?? {});
  }
  return data;
}

function mergeInto(target: Record<string, unknown>, added: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(added)) {
    const old = target[name];
    if (typeof old === 'object' && old !== null && typeof value === 'object' && value !== null)
      mergeInto(old as Record<string, unknown>, value as Record<string, unknown>);
    else target[name] = value;
  }
}
