/** Reads a whole number of the command line within its limits. */

import { badInput } from '../runtime/errors.ts';

/** Throws BAD_USER_INPUT that names the option, the limits and what came. */
export function wholeNumber(option: string, text: string, minimum: number, maximum: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw badInput(`${option} must be a whole number from ${minimum} to ${maximum}, got ${text}`);
}
