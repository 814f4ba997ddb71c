/** Errors as they travel between processes: code and message. */

import { TandemError } from '../runtime/errors.ts';
import type { ToldError } from './feed-messages.ts';

export function tellError(error: unknown): ToldError {
  if (error instanceof TandemError) return { code: error.code, message: error.message };
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export const errorTold = ({ code, message }: ToldError): Error =>
  code === null ? new Error(message) : new TandemError(code, message);
