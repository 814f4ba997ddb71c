/** Texts that no log line may hold, such as those that people are searched by: kept for a while, because errors come late. */

/** More than searches that run and wait at once, each with its few texts. */
const MOST_TEXTS = 400;
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

/** Remembers cheaply; what is looked for is made ready by the first line that is written afterwards. */
export function createPrivateTexts(): PrivateTexts {
  const kept = new Set<string>();
  let sought: Sought | null = null;
  return {
    keep: (texts) => {
      for (const text of texts.map(folded)) {
        if (text.length < SHORTEST_TEXT) continue;
        sought = kept.delete(text) ? sought : null;
        kept.add(text);
      }
      for (const oldest of kept) if (kept.size > MOST_TEXTS) kept.delete(oldest);
    },
    hide: (line) => {
      if (kept.size === 0) return line;
      sought ??= soughtIn(kept);
      return hideIn(line, sought);
    },
  };
}

/** Of this process: the log and whoever reads requests share it. */
export const privateTexts = createPrivateTexts();

interface Sought {
  readonly windows: ReadonlySet<string>;
  /** Whole words that are shorter than a window. */
  readonly short: RegExp | null;
}

const folded = (text: string): string => text.slice(0, LONGEST_TEXT).trim().toLowerCase();

function soughtIn(texts: ReadonlySet<string>): Sought {
  const windows = new Set<string>();
  const short: string[] = [];
  for (const text of texts) {
    if (text.length < WINDOW) short.push(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    for (let at = 0; at + WINDOW <= text.length; at += 1) windows.add(text.slice(at, at + WINDOW));
  }
  const longestFirst = short.sort((a, b) => b.length - a.length).join('|');
  return {
    windows,
    short: short.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst})(?![\\p{L}\\p{N}])`, 'gu'),
  };
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
