/** What a request says of its operation, by POST or GET, and the same request with the text of the operation in it. */

import { type JsonLimits, parseJson } from '../http/parse-json.ts';

export type Parameters = Readonly<Record<string, unknown>>;

/** Nothing for a body that is no object: the server behind says what is wrong with it. */
export function bodyParameters(body: unknown): Parameters {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Parameters) : {};
}

const JSON_PARAMETERS = ['variables', 'extensions'] as const;

/** Throws 400 for variables or extensions that are not JSON or more than the limits. */
export function queryParameters(query: URLSearchParams, limits: JsonLimits): Parameters {
  const texts = Object.fromEntries(query);
  const parsed = JSON_PARAMETERS.flatMap((name) =>
    texts[name] === undefined ? [] : [[name, parseJson(texts[name], limits, name)] as const],
  );
  return { ...texts, ...Object.fromEntries(parsed) };
}

/** The body as a client would have sent it that names its operation by nothing but its text. */
export function bodyWithText(parameters: Parameters, text: string): Parameters {
  const { documentId: _, extensions, ...rest } = parameters;
  return { ...rest, query: text, ...(extensions === undefined ? {} : { extensions: withoutHash(extensions) }) };
}

export function queryWithText(query: URLSearchParams, text: string): string {
  const rest = new URLSearchParams(query);
  rest.delete('documentId');
  rest.delete('extensions');
  rest.set('query', text);
  return `?${rest}`;
}

function withoutHash(extensions: unknown): unknown {
  if (typeof extensions !== 'object' || extensions === null || Array.isArray(extensions)) return extensions;
  const { persistedQuery: _, ...rest } = extensions as Parameters;
  return rest;
}
