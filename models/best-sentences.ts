/** Finds the sentences of a text that say most about a query; ranker prompts and snippets read them. */
import { contentStems, words } from './text.ts';

export interface Sentence {
  /** Offsets in UTF-16 units of the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly wordCount: number;
  /** Distinct stems, stop words left out. */
  readonly stems: ReadonlySet<string>;
}

/** A text cut into sentences; depends on the text alone, so it can be kept with the document. */
export interface PreparedSentences {
  readonly text: string;
  readonly sentences: readonly Sentence[];
}

/** Stands for "an amount of money" in queries and sentences alike, because 60k and $60,000 share no word. */
const PAY_TERM = '¤';
const PAY_IN_SENTENCE = /[$£€]\s?\d|\d\s?(?:usd|eur|gbp)\b/i;
const PAY_IN_QUERY = /[$£€]|\b\d+\s?k\b|\b\d{2,3},?\d{3}\b|\b(?:pay|paid|salary|wage|hourly)\b/i;

/** Longer ones are cut: half a prompt for one sentence leaves no room for a second. */
const MAX_SENTENCE_WORDS = 32;
/** A full stop, question or exclamation mark before a new start, a line break, a bullet, a semicolon. */
const BOUNDARY = /(?<=[.!?])\s+(?=[\p{Lu}\p{N}"'(•-])|\s*\n\s*|\s*[•●▪■]\s*|;\s+/gu;
const ABBREVIATION =
  /(?:^|[\s(])(?:\p{L}|e\.g|i\.e|etc|sr|jr|mr|mrs|ms|dr|st|inc|ltd|co|corp|approx|no|dept|vs|u\.s)\.$/iu;

export function prepareSentences(text: string): PreparedSentences {
  const sentences: Sentence[] = [];
  for (const span of spansOf(text)) sentences.push(...sentencesOf(text, span.start, span.end));
  return { text, sentences };
}

function spansOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(BOUNDARY)) {
    if (
      /^\s+$/.test(match[0]) &&
      !match[0].includes('\n') &&
      ABBREVIATION.test(text.slice(Math.max(0, match.index - 8), match.index))
    )
      continue;
    if (match.index > start) spans.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

function sentencesOf(text: string, start: number, end: number): readonly Sentence[] {
  const found = words(text.slice(start, end));
  const parts: Sentence[] = [];
  const partCount = Math.max(1, Math.ceil(found.length / MAX_SENTENCE_WORDS));
  const size = Math.ceil(found.length / partCount);
  for (let from = 0; from < found.length; from += size) {
    const part = found.slice(from, from + size);
    const next = found[from + size];
    const partStart = start + (from === 0 ? 0 : (part[0]?.start ?? 0));
    const partEnd = next === undefined ? end : start + (part.at(-1)?.end ?? 0);
    const stems = new Set(contentStems(text.slice(partStart, partEnd)));
    if (PAY_IN_SENTENCE.test(text.slice(partStart, partEnd))) stems.add(PAY_TERM);
    parts.push({ start: partStart, end: partEnd, wordCount: part.length, stems });
  }
  return parts;
}

/** Distinct stems of a query without stop words, in order; what sentences are compared with. */
export function queryTerms(query: string): readonly string[] {
  const terms = new Set(contentStems(query));
  if (PAY_IN_QUERY.test(query)) terms.add(PAY_TERM);
  return [...terms];
}

/** Shared beginnings count half: "pediatric" and "pediatrician" have different stems. */
const PREFIX_LENGTH = 5;
const PREFIX_SHARE = 0.5;

/** The one among known stems that a stem stands for, and how well (1 same, less alike); null for none. */
export function matchingStem(
  stem: string,
  known: Pick<ReadonlySet<string>, 'has' | 'keys'>,
): { readonly stem: string; readonly share: number } | null {
  if (known.has(stem)) return { stem, share: 1 };
  if (stem.length < PREFIX_LENGTH) return null;
  const prefix = stem.slice(0, PREFIX_LENGTH);
  for (const candidate of known.keys())
    if (candidate.startsWith(prefix)) return { stem: candidate, share: PREFIX_SHARE };
  return null;
}

/** A term that the selection already shows counts for this share when it is shown again. */
const REPEATED_SHARE = 0.4;

/** Tokens of a sentence, estimated: WordPiece makes about 1.3 tokens of a word, punctuation included. */
export function estimateTokens(wordCount: number): number {
  return Math.ceil(wordCount * 1.3) + 1;
}

/**
 * Indexes of the sentences to show, in document order, within `budgetTokens` (estimated). Greedy: most new query terms
 * for its length first; what room is left goes to the opening sentences.
 */
export function bestSentences(
  prepared: PreparedSentences,
  terms: readonly string[],
  budgetTokens: number,
): readonly number[] {
  const chosen = new Set<number>();
  let left = budgetTokens;
  for (const index of [...byGain(prepared, terms, budgetTokens), ...prepared.sentences.keys()]) {
    const cost = estimateTokens(prepared.sentences[index]?.wordCount ?? 0);
    if (chosen.has(index) || cost > left) continue;
    chosen.add(index);
    left -= cost;
  }
  return [...chosen].sort((a, b) => a - b);
}

/** Greedy order of the sentences that share a term, until the budget is certainly full. */
function byGain(prepared: PreparedSentences, terms: readonly string[], budgetTokens: number): readonly number[] {
  const shares = prepared.sentences.map((sentence) =>
    terms.map((term) => matchingStem(term, sentence.stems)?.share ?? 0),
  );
  const candidates = new Set(shares.flatMap((share, index) => (share.some((value) => value > 0) ? [index] : [])));
  const weights = terms.map(() => 1);
  const order: number[] = [];
  let used = 0;
  while (candidates.size > 0 && used < budgetTokens) {
    const best = bestCandidate(prepared, shares, weights, candidates);
    candidates.delete(best);
    order.push(best);
    used += estimateTokens(prepared.sentences[best]?.wordCount ?? 0);
    shares[best]?.forEach((share, term) => {
      if (share > 0) weights[term] = (weights[term] ?? 0) * (1 - share * (1 - REPEATED_SHARE));
    });
  }
  return order;
}

function bestCandidate(
  prepared: PreparedSentences,
  shares: readonly (readonly number[])[],
  weights: readonly number[],
  candidates: ReadonlySet<number>,
): number {
  let best = -1;
  let bestGain = -1;
  for (const index of candidates) {
    const matched = shares[index]?.reduce((sum, share, term) => sum + share * (weights[term] ?? 0), 0) ?? 0;
    const gain = matched / Math.sqrt((prepared.sentences[index]?.wordCount ?? 0) + 5);
    if (gain > bestGain) [best, bestGain] = [index, gain];
  }
  return best;
}
