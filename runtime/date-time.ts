/** Timestamps as clients write them: RFC 3339 with offset, of a day that the calendar has. */

/** With zone, so that the same text means the same time everywhere. */
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

export function isDateTime(text: string): boolean {
  const [, year, month, day] = (DATE_TIME.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || Number.isNaN(Date.parse(text))) return false;
  // The 31st of February would be read as a day of March.
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
