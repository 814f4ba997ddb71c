/** JSON as clients send it: a body of the allowed size can hold more values than an operation needs, and is counted before it is parsed. */

import type { IncomingMessage } from 'node:http';
import type { Limits } from '../../runtime/limits.ts';
import { HttpError, readJsonText } from './http.ts';

export type JsonLimits = Pick<Limits, 'variableValues' | 'valueDepth'>;

/** The value of a body. Throws HttpError: 415 for another media type, 413 and 400 as the limits say. */
export async function readJson(
  request: IncomingMessage,
  { bodyBytes, ...limits }: Pick<Limits, 'bodyBytes'> & JsonLimits,
): Promise<unknown> {
  return parseJson(await readJsonText(request, bodyBytes), limits, 'the body');
}

/** Throws HttpError 400, for text that is not JSON and for more than the limits. `name` is what the sentence calls it. */
export function parseJson(text: string, limits: JsonLimits, name: string): unknown {
  const exceeded = exceededLimit(text, limits);
  if (exceeded !== null) throw tooMuch(name, exceeded, limits[exceeded]);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HttpError(400, `${name} must be JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);
const OPEN_LIST = '['.charCodeAt(0);
const CLOSE_LIST = ']'.charCodeAt(0);
const OPEN_OBJECT = '{'.charCodeAt(0);
const CLOSE_OBJECT = '}'.charCodeAt(0);

/** The first limit that is met, counted by signs outside of strings: a comma and an open bracket each stand before a value. */
function exceededLimit(text: string, { variableValues, valueDepth }: JsonLimits): keyof JsonLimits | null {
  let values = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfString(text, at);
    else if (sign === COMMA) values += 1;
    else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth -= 1;
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      values += 1;
      depth += 1;
      if (depth > valueDepth) return 'valueDepth';
    }
    if (values > variableValues) return 'variableValues';
  }
  return null;
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

const COUNTED: Readonly<Record<keyof JsonLimits, string>> = {
  variableValues: 'values',
  valueDepth: 'levels of lists and objects',
};

function tooMuch(name: string, exceeded: keyof JsonLimits, limit: number): HttpError {
  const message = `${name} may have ${limit} ${COUNTED[exceeded]}, got more; ask in several requests`;
  return new HttpError(400, message, { code: 'QUERY_TOO_LARGE', details: { limit, got: limit + 1 } });
}
