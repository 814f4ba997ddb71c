/** JSON as clients send it: a body of the allowed size can hold more values than an operation needs, and is counted before it is parsed. */

import type { IncomingMessage } from 'node:http';
import type { Limits } from '../runtime/limits.ts';
import { HttpError, readJsonText } from './http.ts';

/** The value of a body. Throws HttpError: 415 for another media type, 413 and 400 as the limits say. */
export async function readJson(
  request: IncomingMessage,
  { bodyBytes, variableValues }: Pick<Limits, 'bodyBytes' | 'variableValues'>,
): Promise<unknown> {
  return parseJson(await readJsonText(request, bodyBytes), variableValues, 'the body');
}

/** Throws HttpError 400, for text that is not JSON and for more than `mostValues`. `name` is what the sentence calls it. */
export function parseJson(text: string, mostValues: number, name: string): unknown {
  if (countValues(text, mostValues) > mostValues) throw tooMany(name, mostValues);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `${name} must be JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const OPENS_A_VALUE = new Set([...',[{'].map((sign) => sign.charCodeAt(0)));

/** Commas and open brackets outside of strings, up to one more than `most`: each stands before a value. */
function countValues(text: string, most: number): number {
  let count = 0;
  for (let at = 0; at < text.length && count <= most; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (OPENS_A_VALUE.has(sign)) count += 1;
  }
  return count;
}

/** Where the string that begins at `start` is closed. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

function tooMany(name: string, limit: number): HttpError {
  const message = `${name} may have ${limit} values, got more; ask in several requests`;
  return new HttpError(400, message, { code: 'QUERY_TOO_LARGE', details: { limit, got: limit + 1 } });
}
