/** What was searched of a text: corrected, without the words that were left out and told; and what it says is not wanted. */
import { contentStems } from '../../models/text.ts';
import type { KeptSearch } from '../records.ts';
import type { UnderstoodFacet } from '../types.ts';
import { unwantedWords } from '../understand/negation.ts';

/** Empty when everything is shown: nothing was typed, or nothing is left of it that says something. */
export function askedText({ text, correctedText, notices }: KeptSearch): string {
  const ignored = notices.flatMap((notice) =>
    notice.kind === 'UnsupportedQueryNotice' ? (notice.ignoredText ?? []) : [],
  );
  const asked = ignored.reduce((rest, part) => rest.replace(part, ' '), correctedText ?? text).trim();
  return ignored.length > 0 && contentStems(asked).length === 0 ? '' : asked;
}

/** Stems that stand behind a negation and are no part of a value that is wanted. */
export function unwantedStems(asked: string, facets: readonly UnderstoodFacet[]): ReadonlySet<string> {
  const wanted = facets
    .filter(({ isNegated }) => !isNegated)
    .flatMap(({ sourceText }) => contentStems(sourceText ?? ''));
  return new Set(
    unwantedWords(asked)
      .flatMap(contentStems)
      .filter((stem) => !wanted.includes(stem)),
  );
}
