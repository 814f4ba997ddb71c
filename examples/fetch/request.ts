/** One GraphQL request by plain fetch: with the caller's key, a time limit, and retries that wait as long as the server asks. */

export interface ServerSettings {
  /** For example http://127.0.0.1:4000/graphql. */
  readonly url: string;
  /** An API key or a token; without it the caller is anonymous. */
  readonly key?: string;
  /** Milliseconds of one attempt. */
  readonly timeoutMs?: number;
  /** Resolves after so many milliseconds. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly requestId?: string; readonly retryAfterMs?: number };
}

export interface Answer<Data> {
  /** Fields that failed are null in it, and named by the path of an error. */
  readonly data: Data | null;
  readonly errors: readonly GraphqlError[];
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 12_000;
const FIRST_PAUSE_MS = 500;

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Only 429 and 503 are tried again: nothing ran. Throws what fetch throws when the server cannot be reached or takes
 * longer than the limit; what reads, and events that have ids of their own, may then be sent again too.
 */
export async function request<Data>(
  server: ServerSettings,
  query: string,
  variables: object = {},
): Promise<Answer<Data>> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        ...(server.key === undefined ? {} : { authorization: `Bearer ${server.key}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(server.timeoutMs ?? TIMEOUT_MS),
    });
    const { data = null, errors = [] } = (await response.json()) as Partial<Answer<Data>>;
    const mayRetry = response.status === 429 || response.status === 503;
    if (!mayRetry || attempt === ATTEMPTS) return { data, errors };
    await (server.wait ?? pause)(pauseBefore(response, errors, attempt));
  }
}

/** The error counts in milliseconds, the header in seconds. */
function pauseBefore(response: Response, errors: readonly GraphqlError[], attempt: number): number {
  const seconds = Number(response.headers.get('retry-after'));
  return errors[0]?.extensions.retryAfterMs ?? (seconds > 0 ? seconds * 1_000 : FIRST_PAUSE_MS * 2 ** attempt);
}
