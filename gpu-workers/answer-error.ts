/** What an error answer of a model server means here: its own code when it is ours, else by its HTTP status. */

import { ERROR_KINDS, type ErrorCode, TandemError } from '../runtime/errors.ts';

/** Statuses of Triton, SGLang, vLLM and Text Embeddings Inference; any other is INTERNAL, which is not tried again with the same words. */
export const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_USER_INPUT',
  401: 'CONFIG_INVALID',
  403: 'CONFIG_INVALID',
  404: 'MODEL_INVALID',
  413: 'BAD_USER_INPUT',
  422: 'BAD_USER_INPUT',
  429: 'OVERLOADED',
  501: 'MODEL_INVALID',
  503: 'OVERLOADED',
};
/** llama-server answers 500 to what is too long for it: another try would be as long. */
const CALLERS_FAULT = /too (?:large|long)/i;
const MAX_MESSAGE = 400;

/** `who` answered `status` with `body`, which may be anything. */
export function answerError(who: string, status: number, body: Buffer): TandemError {
  const { message, code } = readError(body);
  const byStatus = CODE_BY_STATUS[status] ?? 'INTERNAL';
  // Who answers is there: what it misses is a server behind it.
  const own = code === 'WORKER_UNAVAILABLE' ? 'OVERLOADED' : code;
  const known = own ?? (status === 500 && CALLERS_FAULT.test(message) ? 'BAD_USER_INPUT' : byStatus);
  return new TandemError(known, `${who} answered ${status}: ${message.slice(0, MAX_MESSAGE)}`);
}

interface ReadError {
  readonly message: string;
  readonly code: ErrorCode | null;
}

/** `{"error": "…", "code": ours}`, `{"error": {"message": "…"}}`, `{"message": "…"}` and `{"detail": "…"}` are about; else the text itself. */
function readError(body: Buffer): ReadError {
  const text = body.toString();
  const { error, message, detail, code } = fieldsOf(parsed(text));
  const said = error ?? message ?? detail;
  const inner = fieldsOf(said).message ?? said ?? text;
  return {
    message: typeof inner === 'string' ? inner : JSON.stringify(inner),
    code: typeof code === 'string' && Object.hasOwn(ERROR_KINDS, code) ? (code as ErrorCode) : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON: its text is all that it says.
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
