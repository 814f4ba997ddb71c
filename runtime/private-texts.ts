/** Texts that no log line may hold, such as those that people are searched by: kept for a while, because errors come late. */

/** More than searches that run and wait at once, each with its few texts; so many newer ones at least are kept beside a text. */
const A_GENERATION = 200;
const LONGEST_TEXT = 512;
/** So many characters of a text in a row are recognised wherever they stand, so that a cut or wrapped text is found too. */
const WINDOW = 12;
/** Shorter ones stand in every sentence. */
const SHORTEST_TEXT = 3;
const HIDDEN = '[text]';

export interface PrivateTexts {
  readonly keep: (texts: readonly string[]) => void;
  /** The line without them. */
  readonly hide: (line: string) => string;
}

/** Remembers cheaply: what is looked for is made ready when the next line is written. */
export function createPrivateTexts(): PrivateTexts {
  let [older, newer] = [openGeneration(), openGeneration()];
  return {
    keep: (texts) => {
      for (const text of texts.map((typed) => typed.slice(0, LONGEST_TEXT).trim())) {
        if (text.length >= SHORTEST_TEXT) newer.texts.add(text);
        if (newer.texts.size >= A_GENERATION) [older, newer] = [newer, openGeneration()];
      }
    },
    hide: (line) =>
      [older, newer].reduce((shown, { texts, sought }) => (texts.size === 0 ? shown : hideIn(shown, sought())), line),
  };
}

/** Texts that are forgotten together. */
function openGeneration() {
  const texts = new Set<string>();
  const windows = new Set<string>();
  let [ready, short]: [number, RegExp | null] = [0, null];
  const sought = (): Sought => {
    if (ready === texts.size) return { windows, short };
    for (const text of [...texts].slice(ready).flatMap(written)) addWindows(text, windows);
    ready = texts.size;
    short = wordsOf([...texts].filter((text) => text.length < WINDOW).map((text) => text.toLowerCase()));
    return { windows, short };
  };
  return { texts, sought };
}

/** Of this process: the log and whoever reads requests share it. */
export const privateTexts = createPrivateTexts();

/** A list gives those of its values that come first. */
const MOST_VALUES = 100;

/** All texts in a value of JSON; as deep as arguments are. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).slice(0, MOST_VALUES).flatMap(textsIn);
}

interface Sought {
  readonly windows: ReadonlySet<string>;
  /** Whole words that are shorter than a window. */
  readonly short: RegExp | null;
}

/** As it was typed, as a string of JSON and as a part of an address, in small letters. */
function written(text: string): readonly string[] {
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  const forms = [text, JSON.stringify(text).slice(1, -1), form, form.replaceAll('+', '%20')];
  return [...new Set(forms.map((shown) => shown.toLowerCase()))];
}

function addWindows(text: string, windows: Set<string>): void {
  for (let at = 0; at + WINDOW <= text.length; at += 1) windows.add(text.slice(at, at + WINDOW));
}

function wordsOf(texts: readonly string[]): RegExp | null {
  if (texts.length === 0) return null;
  const longestFirst = [...texts]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'gu');
}

function hideIn(line: string, { windows, short }: Sought): string {
  const lower = line.toLowerCase();
  // Few letters have a small form of another length; then places would not fit, and the small form is written.
  const shown = lower.length === line.length ? line : lower;
  const spans: [start: number, end: number][] = [];
  for (let at = 0; at + WINDOW <= lower.length; at += 1)
    if (windows.has(lower.slice(at, at + WINDOW))) spans.push([at, at + WINDOW]);
  if (short !== null)
    for (const match of lower.matchAll(short)) spans.push([match.index, match.index + match[0].length]);
  return spans.length === 0
    ? line
    : without(
        shown,
        spans.sort(([a], [b]) => a - b),
      );
}

function without(text: string, spans: readonly (readonly [number, number])[]): string {
  let [result, end] = ['', 0];
  for (const [from, to] of spans) {
    if (from > end || end === 0) result += text.slice(end, from) + HIDDEN;
    end = Math.max(end, to);
  }
  return result + text.slice(end);
}
