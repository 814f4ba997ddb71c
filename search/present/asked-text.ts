/** What was searched of a text: corrected, without the words that were left out and told; and what it says is not wanted. */
import { contentStems, fold, isStopWord, words } from '../../models/text.ts';
import type { KeptSearch } from '../records.ts';
import type { UnderstoodFacet } from '../types.ts';
import { unreadExclusions, withoutCues } from '../understand/negation.ts';
import { singular } from '../understand/singular.ts';
import { withoutTenses } from '../understand/tense.ts';

/** Empty when everything is shown: nothing was typed, or nothing is left of it that says something. */
export function askedText({ text, correctedText, notices }: KeptSearch): string {
  const ignored = notices.flatMap((notice) =>
    notice.kind === 'UnsupportedQueryNotice' ? (notice.ignoredText ?? []) : [],
  );
  const asked = ignored.reduce((rest, part) => rest.replace(part, ' '), correctedText ?? text).trim();
  return ignored.length > 0 && contentStems(asked).length === 0 ? '' : asked;
}

/** Folded words in the singular: a text that wants no manager says nothing of management, though both have one stem. */
export function wordForms(text: string): readonly string[] {
  return words(text).map((word) => singular(fold(word.text)));
}

/**
 * Forms of the words that a text says are not wanted and that are no part of a value that is. Of the whole text: what no filter
 * could keep out is left out of `askedText`, and is not wanted either.
 */
export function unwantedForms(text: string, facets: readonly UnderstoodFacet[]): ReadonlySet<string> {
  const formsOf = (isNegated: boolean): readonly string[] =>
    facets.filter((facet) => facet.isNegated === isNegated).flatMap(({ sourceText }) => wordForms(sourceText ?? ''));
  const unread = unreadExclusions(text, []).flatMap(({ start, end }) => wordForms(text.slice(start, end)));
  const wanted = new Set(formsOf(false));
  return new Set([...formsOf(true), ...unread].filter((form) => !wanted.has(form) && !isStopWord(form)));
}

/** Of the same length, with spaces for the words that say how a value is meant: no document is about a "not" or a "used to". */
export function withoutTurns(text: string): string {
  return withoutTenses(withoutCues(text));
}
