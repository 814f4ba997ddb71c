/** The phrases of a document that say what it is about: runs of one to three telling words, and the key clause of each sentence. */

import { withoutContacts } from '../runtime/contact-data.ts';
import type { TandemDocument } from '../stores/documents.ts';
import { prepareSentences, type Sentence } from './best-sentences.ts';
import { documentTexts } from './document-texts.ts';
import { CONDITION_CUES } from './templates.ts';
import { contentStems, fold, isStopWord, type Word, words } from './text.ts';

export interface Phrase {
  /** Which of `documentTexts`. */
  readonly field: number;
  /** Offsets in UTF-16 units of that text, end exclusive; whole words. */
  readonly start: number;
  readonly end: number;
  /** A run of one to three telling words, or the key clause of a sentence. */
  readonly kind: 'run' | 'clause';
  /** Its words folded, joined by one space: equal phrases have one vector. */
  readonly text: string;
}

/** What is kept of one document, so that a long text costs no more than a page of it. */
const MAX_RUNS = 32;
/** A clause costs as much to embed as five runs: 1,001 and 1,740 a second, before five other programs 336 and 722. */
const MAX_CLAUSES = 6;
const MAX_RUN_WORDS = 3;
const MAX_CLAUSE_WORDS = 12;
/** Shorter sentences are their own runs. */
const MIN_CLAUSE_WORDS = 4;
/** Offsets are kept in sixteen bits. */
const MAX_OFFSET = 0xffff;
const CLAUSE_BORDER = /[,:;()–—|•]|\s-\s/u;
/** Words are one run across nothing else: "type-2 diabetes", "nights/weekends" is two. */
const INSIDE_RUN = /^(?:\s+|-)$/;

/** Each text once, one of every sentence before a second of any, so that no part of a document goes unheard. */
export function documentPhrases(document: TandemDocument): readonly Phrase[] {
  const sentences = documentTexts(document).flatMap(({ text }, field) =>
    prepareSentences(text).sentences.flatMap((sentence) =>
      isQuotable(text, sentence) ? [{ field, ...sentencePhrases(text, sentence) }] : [],
    ),
  );
  const clauses = sentences.flatMap(({ field, clause }) =>
    clause === null ? [] : [phraseOf(clause, field, 'clause')],
  );
  const longest = Math.max(0, ...sentences.map(({ runs }) => runs.length));
  const runs = Array.from({ length: longest }, (_, rank) =>
    sentences.flatMap(({ field, runs }) => (runs[rank] === undefined ? [] : [phraseOf(runs[rank], field, 'run')])),
  );
  return distinct([...mostTelling(clauses), ...distinct(runs.flat()).slice(0, MAX_RUNS)]);
}

const distinct = (phrases: readonly Phrase[]): readonly Phrase[] =>
  [...new Map([...phrases].reverse().map((phrase) => [phrase.text, phrase])).values()].reverse();

/** Those that speak of conditions first, for their words are seldom those of a search; in document order. */
function mostTelling(clauses: readonly Phrase[]): readonly Phrase[] {
  const cues = (phrase: Phrase): number =>
    contentStems(phrase.text).filter((stem) => CONDITION_CUES.includes(stem)).length;
  const ranked = [...distinct(clauses)]
    .map((clause) => ({ clause, cues: cues(clause) }))
    .sort((a, b) => b.cues - a.cues);
  return ranked.slice(0, MAX_CLAUSES).map(({ clause }) => clause);
}

/** Also false for text beyond what offsets can say. */
function isQuotable(text: string, { start, end }: Sentence): boolean {
  const sentence = text.slice(start, end);
  return end <= MAX_OFFSET && withoutContacts(sentence) === sentence;
}

type Run = readonly Word[];

/** Runs with the longest first. */
function sentencePhrases(
  text: string,
  { start, end }: Sentence,
): { readonly clause: Run | null; readonly runs: readonly Run[] } {
  const found = words(text.slice(start, end)).map((word) => ({
    ...word,
    start: word.start + start,
    end: word.end + start,
  }));
  const isRunBorder = (before: Word, word: Word): boolean =>
    isStopWord(word.text) || isStopWord(before.text) || !INSIDE_RUN.test(text.slice(before.end, word.start));
  const runs = split(found, isRunBorder)
    .filter(([first]) => first !== undefined && !isStopWord(first.text))
    .flatMap(pieces)
    .filter((run) => run.some(({ text: word }) => /\p{L}{2}/u.test(word)));
  return { clause: keyClause(text, found), runs: runs.sort((a, b) => b.length - a.length) };
}

/** The part between commas that has most to tell; null for a sentence without one. */
function keyClause(text: string, found: Run): Run | null {
  const clauses = split(found, (before, word) => CLAUSE_BORDER.test(text.slice(before.end, word.start)));
  const telling = (clause: Run): number => clause.filter((word) => !isStopWord(word.text)).length;
  const best = clauses.map((clause) => clause.slice(0, MAX_CLAUSE_WORDS)).sort((a, b) => telling(b) - telling(a))[0];
  return best !== undefined && best.length >= MIN_CLAUSE_WORDS && telling(best) > 1 ? best : null;
}

/** Parts of the list, a new one wherever the border lies between two words. */
function split(found: Run, isBorder: (before: Word, word: Word) => boolean): readonly Run[] {
  const parts: Word[][] = [];
  found.forEach((word, index) => {
    const before = found[index - 1];
    if (before === undefined || isBorder(before, word)) parts.push([word]);
    else parts.at(-1)?.push(word);
  });
  return parts;
}

/** Of nearly equal length, none longer than a run may be. */
function pieces(run: Run): readonly Run[] {
  const count = Math.ceil(run.length / MAX_RUN_WORDS);
  const size = Math.ceil(run.length / count);
  return Array.from({ length: count }, (_, index) => run.slice(index * size, (index + 1) * size)).filter(
    ({ length }) => length > 0,
  );
}

function phraseOf(run: Run, field: number, kind: Phrase['kind']): Phrase {
  const text = run.map((word) => fold(word.text)).join(' ');
  return { field, kind, start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0, text };
}
