/** Dates of positions as people write them, to year and month. */

export interface DateSpan {
  readonly startDate: string | null;
  /** Null for a position that goes on. */
  readonly endDate: string | null;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE =
  /\b(?:(?<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+(?:\d{1,2},?\s+)?|(?<number>0?[1-9]|1[0-2])[/.-])?(?<year>(?:19|20)\d{2})(?:-(?<iso>0[1-9]|1[0-2])(?:-\d{2})?)?\b/gi;
const NOW = /\b(?:current|present|now|today|ongoing)\b/i;

/** "July 2011 to November 2012", "10/2012 - Current", "2009", to YYYY-MM or YYYY. One date alone is start and end. */
export function parseDates(text: string): DateSpan {
  const dates = [...text.matchAll(DATE)].map((match) => formatted(match.groups ?? {}));
  const [startDate = null, endDate = null] = dates;
  return { startDate, endDate: NOW.test(text) ? null : (endDate ?? startDate) };
}

function formatted(parts: Readonly<Record<string, string | undefined>>): string {
  const named = parts.name === undefined ? 0 : MONTHS.indexOf(parts.name.toLowerCase()) + 1;
  const month = parts.iso ?? parts.number ?? String(named);
  return Number(month) === 0 ? (parts.year ?? '') : `${parts.year}-${month.padStart(2, '0')}`;
}

/** A date that stands alone; null when it says "now" or nothing. */
export function parseDate(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(trimmed)) return trimmed;
  return NOW.test(trimmed) ? null : parseDates(trimmed).startDate;
}
