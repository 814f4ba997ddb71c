/** What a log line may not hold is taken out of it: credentials, contact data, private texts, and whatever is too long. */

import { pino } from 'pino';
import { withoutContacts } from './contact-data.ts';
import { privateTexts } from './private-texts.ts';

const HIDDEN = '[Redacted]';
/** A name says of its value that nobody may read it, whatever it is. */
const SECRET_NAME =
  /authorization|cookie|token|secret|passw|credential|api-?key|^(key|keys|text|texts|query|variables|body|email|phone)$/i;
const LONGEST_STRING = 4_000;
/** So many more are read, as what is cut in two is not recognised. */
const MARGIN = 1_000;
const MOST_ITEMS = 50;
const DEEPEST = 6;

/** Where credentials are recognised by how they look; the first group stays. */
const CREDENTIALS: readonly RegExp[] = [
  /()tk_[\w.-]{4,}/g,
  /()eyJ[\w-]{8,}(?:\.[\w-]*)*/g,
  /\b((?:bearer|basic)\s+)[^\s"',;]+/gi,
  /(:\/\/)[^\s/@]+(?=@)/g,
  /\b((?:\w*key|token|secret|passw\w*|authorization|cookie)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
];

/** What is left of an address that was cut. */
const CUT_ADDRESS = /[\w.+%-]+@[\w.-]*/g;

export type Redact = (value: unknown) => unknown;

/** `secrets` are hidden wherever they stand. */
export function createRedact(secrets: readonly string[]): Redact {
  const cleanAll = (text: string): string => {
    let safe = text;
    for (const secret of secrets) safe = safe.replaceAll(secret, HIDDEN);
    // Before the others, which would leave pieces that are too short to be recognised.
    safe = privateTexts.hide(safe);
    for (const credential of CREDENTIALS) safe = safe.replace(credential, `$1${HIDDEN}`);
    return withoutContacts(safe).replace(CUT_ADDRESS, HIDDEN);
  };
  const clean = (text: string): string =>
    text.length <= LONGEST_STRING ? cleanAll(text) : cleanAll(text.slice(0, LONGEST_STRING + MARGIN)).slice(0, -MARGIN);
  const redact = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return clean(value);
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
    if (depth > DEEPEST) return HIDDEN;
    if (value instanceof Date) return value;
    if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map((item) => redact(item, depth + 1));
    const fields = value instanceof Error ? Object.entries(pino.stdSerializers.err(value)) : Object.entries(value);
    return Object.fromEntries(
      fields
        .slice(0, MOST_ITEMS)
        .map(([name, inner]) => [clean(name), SECRET_NAME.test(name) ? HIDDEN : redact(inner, depth + 1)]),
    );
  };
  return (value) => redact(value, 0);
}
