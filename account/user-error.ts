/** Why a part of a mutation was not done: expected, so it is data and not an error. */

export interface UserError {
  readonly code: 'INVALID' | 'REQUIRED' | 'TOO_LONG' | 'TOO_MANY' | 'NOT_FOUND' | 'FORBIDDEN';
  /** What was expected, what came. */
  readonly message: string;
  /** Path of the input that it is about, list places as numbers in text. */
  readonly field: readonly string[];
}

export function userError(code: UserError['code'], field: readonly (string | number)[], message: string): UserError {
  return { code, message, field: field.map(String) };
}

/** Null for a text with something in it of at most so many characters. */
export function textProblem(field: readonly string[], text: string, maximum: number): UserError | null {
  const name = field.at(-1);
  if (text.trim() === '') return userError('REQUIRED', field, `${name} must have a character that is no blank`);
  const characters = [...text].length;
  if (characters <= maximum) return null;
  return userError('TOO_LONG', field, `${name} may have ${maximum} characters, got ${characters}`);
}
