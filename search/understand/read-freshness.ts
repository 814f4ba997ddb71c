/** Reads how new a posting has to be: "posted in the last week", "added today", "no older than 3 days". */
import { DAY_MS } from '../../runtime/clock.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { ReadFacet } from './read-facet.ts';

const COUNTS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  'couple of': 2,
  'a couple of': 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
};
const DAYS: Readonly<Record<string, number>> = { hour: 1 / 24, day: 1, week: 7, fortnight: 14, month: 30 };

const COUNT = String.raw`(?<count>\d{1,3}|${Object.keys(COUNTS).reverse().join('|')})`;
const UNIT = `(?<unit>${Object.keys(DAYS).join('|')})s?`;
const POSTED = '(?:posted|listed|added|advertised|published|uploaded|opened|new)';
/** As people write it, longest reading first; an age of something else ("in the last 5 years") has another unit. */
const PHRASES: readonly RegExp[] = [
  String.raw`${POSTED}(?:\s+(?:in|within|over|during|from))?\s+(?:the\s+)?(?:last|past)\s+(?:${COUNT}\s+)?${UNIT}`,
  String.raw`(?:in|within|over|during|from)\s+(?:the\s+)?(?:last|past)\s+(?:${COUNT}\s+)?${UNIT}`,
  String.raw`(?:last|past)\s+${COUNT}\s+${UNIT}`,
  String.raw`(?:${POSTED}\s+)?(?:no\s+older\s+than|not\s+older\s+than|less\s+than|under|up\s+to|at\s+most)\s+${COUNT}\s+${UNIT}(?:\s+(?:old|ago))`,
  String.raw`no(?:t|thing)?\s+older\s+than\s+${COUNT}\s+${UNIT}`,
  String.raw`${POSTED}\s+${COUNT}\s+${UNIT}\s+ago`,
  String.raw`${POSTED}\s+(?:since\s+)?(?:this|last)\s+${UNIT}`,
].map((source) => new RegExp(String.raw`\b${source}\b`, 'iu'));
const DAY_NAMES: readonly (readonly [RegExp, number])[] = [
  [new RegExp(String.raw`\b${POSTED}\s+today\b`, 'iu'), 1],
  [new RegExp(String.raw`\b${POSTED}\s+(?:since\s+)?yesterday\b`, 'iu'), 2],
];
const CONFIDENCE = 0.95;

/** At most one, in whole days from 1; `nowMs` (since 1970) is what they count from. */
export function readFreshness(text: string, nowMs: number): readonly ReadFacet[] {
  const stated = statedIn(text);
  if (stated === null) return [];
  const { start, words, days } = stated;
  return [
    {
      id: `postedWithinDays:${days}`,
      field: 'postedWithinDays',
      value: String(days),
      sourceText: words,
      start,
      end: start + words.length,
      confidence: CONFIDENCE,
      condition: { kind: 'range', field: JOB_COLUMNS.postedAt, minimum: nowMs - days * DAY_MS },
      isNegated: false,
      isHard: false,
    },
  ];
}

interface Stated {
  readonly start: number;
  readonly words: string;
  readonly days: number;
}

function statedIn(text: string): Stated | null {
  for (const phrase of PHRASES) {
    const match = phrase.exec(text);
    if (match !== null) return { start: match.index, words: match[0], days: daysOf(match.groups ?? {}) };
  }
  for (const [pattern, days] of DAY_NAMES) {
    const match = pattern.exec(text);
    if (match !== null) return { start: match.index, words: match[0], days };
  }
  return null;
}

function daysOf({ count, unit = 'day' }: Readonly<Record<string, string | undefined>>): number {
  const number = count === undefined ? 1 : (COUNTS[count.toLowerCase()] ?? Number(count));
  return Math.max(1, Math.ceil(number * (DAYS[unit.toLowerCase()] ?? 1)));
}
